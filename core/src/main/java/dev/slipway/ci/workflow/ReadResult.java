package dev.slipway.ci.workflow;

import java.util.List;

/// What reading a file gave.
public sealed interface ReadResult {
  /// The file is valid; the findings are warnings at most.
  record Valid(Workflow workflow, List<Finding> findings) implements ReadResult {}

  /// GitHub would refuse the file; at least one finding is an error, at most 10 are.
  record Refused(List<Finding> findings) implements ReadResult {}
}
