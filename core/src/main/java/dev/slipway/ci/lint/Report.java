package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Position;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what rules find in one file.
final class Report {
  private final String file;
  private final Set<Finding> findings = new LinkedHashSet<>();

  Report(String file) {
    this.file = file;
  }

  void warning(String rule, Position at, String message) {
    findings.add(new Finding(file, at, message, rule, Severity.WARNING));
  }

  void info(String rule, Position at, String message) {
    findings.add(new Finding(file, at, message, rule, Severity.INFO));
  }

  /// All of it, in the file's order.
  List<Finding> findings() {
    return findings.stream()
        .sorted(
            Comparator.comparingInt((Finding finding) -> finding.at().line())
                .thenComparingInt(finding -> finding.at().column()))
        .toList();
  }
}
