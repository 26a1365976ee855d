package dev.slipway.ci.workflow;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Findings as people read them.
public final class Findings {
  private Findings() {}

  /// One line a finding, `file:line:column: message [rule]`.
  public static String text(List<Finding> findings) {
    return findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
  }

  /// `[{file, line, column, message, rule, severity}]`, all six always there.
  public static Json.Arr json(List<Finding> findings) {
    return new Json.Arr(findings.stream().map(Findings::json).toList());
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("file", finding.file())
        .put("line", finding.at().line())
        .put("column", finding.at().column())
        .put("message", finding.message())
        .put("rule", finding.rule())
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .build();
  }
}
