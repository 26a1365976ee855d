package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Findings as people and machines read them.
public final class Findings {
  private Findings() {}

  /// One line a finding, `file:line:column: message [rule]`.
  public static String text(List<Finding> findings) {
    return findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
  }

  /// An array of `{file,line,column,message,rule,severity}`.
  public static Json json(List<Finding> findings) {
    return Json.array(
        findings.stream()
            .map(finding ->
                Json.object()
                    .put("file", finding.file())
                    .put("line", finding.at().line())
                    .put("column", finding.at().column())
                    .put("message", finding.message())
                    .put("rule", finding.rule())
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .build())
            .toList());
  }

  /// SARIF 2.1.0, as code scanning services read it.
  public static Json sarif(List<Finding> findings) {
    var driver =
        Json.object()
            .put("name", "slipway")
            .put(
                "rules",
                Json.array(
                    findings.stream()
                        .map(Finding::rule)
                        .distinct()
                        .map(rule -> Json.object().put("id", rule).build())
                        .toList()))
            .build();
    var run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put("results", Json.array(findings.stream().map(Findings::result).toList()))
            .build();
    return Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", Json.array(List.of(run)))
        .build();
  }

  private static Json result(Finding finding) {
    var region =
        Json.object()
            .put("startLine", finding.at().line())
            .put("startColumn", finding.at().column())
            .build();
    var place =
        Json.object()
            .put("artifactLocation", Json.object().put("uri", finding.file()).build())
            .put("region", region)
            .build();
    return Json.object()
        .put("ruleId", finding.rule())
        .put("level", level(finding.severity()))
        .put("message", Json.object().put("text", finding.message()).build())
        .put("locations", Json.array(List.of(Json.object().put("physicalLocation", place).build())))
        .build();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }
}
