package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one file: at most 10 errors of at most 500 characters each, as
/// `ParseOptions.cs` in actions/runner.
final class Problems {
  static final int MAX_ERRORS = 10;

  private final String file;
  private final List<Finding> findings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /// The file breaks the language's grammar or schema.
  void error(Position at, String message) {
    error(at, message, "syntax-check");
  }

  void error(Position at, String message, String rule) {
    findings.add(new Finding(file, at, message, rule, Severity.ERROR));
  }

  boolean none() {
    return findings.isEmpty();
  }

  /// Whether more would not be told.
  boolean full() {
    return findings.size() >= MAX_ERRORS;
  }

  /// Puts what was found so far into the file's order.
  void sort() {
    findings.sort(
        Comparator.comparingInt((Finding finding) -> finding.at().line())
            .thenComparingInt(finding -> finding.at().column()));
  }

  List<Finding> findings() {
    return findings.stream().limit(MAX_ERRORS).toList();
  }
}
