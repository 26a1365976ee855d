package dev.slipway.ci.workflow;

import java.util.List;
import java.util.stream.Collectors;

/// Findings as people read them.
public final class Findings {
  private Findings() {}

  /// One line a finding, `file:line:column: message [rule]`.
  public static String text(List<Finding> findings) {
    return findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
  }
}
