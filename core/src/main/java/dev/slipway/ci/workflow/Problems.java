package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one file: at most 10 errors of at most 500 characters each, as
/// `ParseOptions.cs` in actions/runner.
final class Problems {
  static final int MAX_ERRORS = 10;
  static final int MAX_MESSAGE = 500;

  private final String file;
  private final List<Finding> findings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /// The file breaks the language's grammar or schema.
  void error(Position at, String message) {
    add(at, message, "syntax-check", Severity.ERROR);
  }

  void error(Position at, String message, String rule) {
    add(at, message, rule, Severity.ERROR);
  }

  /// A key of GitHub's language that Slipway does not run yet.
  void unsupported(Position at, String what) {
    error(at, "'%s' is not supported yet".formatted(what), "unsupported-key");
  }

  private void add(Position at, String message, String rule, Severity severity) {
    if (errors() >= MAX_ERRORS && severity == Severity.ERROR) {
      return;
    }
    var cut =
        message.length() > MAX_MESSAGE
            ? message.substring(0, MAX_MESSAGE - "[...]".length()) + "[...]"
            : message;
    findings.add(new Finding(file, at, cut, rule, severity));
  }

  private long errors() {
    return findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
  }

  boolean none() {
    return errors() == 0;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
