package dev.slipway.cli.file;

import dev.slipway.ci.workflow.Finding;
import dev.slipway.model.Json;
import java.util.List;

/// Findings as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code scanning
/// services read.
final class Sarif {
  private Sarif() {}

  static Json.Obj of(List<Finding> findings) {
    var rules =
        findings.stream()
            .map(Finding::rule)
            .distinct()
            .sorted()
            .map(rule -> Json.object().put("id", rule).build())
            .toList();
    var driver =
        Json.object()
            .put("name", "slipway")
            .put("version", "0.1.0")
            .put("rules", Json.array(rules))
            .build();
    var run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put("columnKind", "utf16CodeUnits")
            .put("results", Json.array(findings.stream().map(Sarif::result).toList()))
            .build();
    return Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", Json.array(List.of(run)))
        .build();
  }

  private static Json.Obj result(Finding finding) {
    var place =
        Json.object()
            .put("artifactLocation", Json.object().put("uri", finding.file()).build())
            .put(
                "region",
                Json.object()
                    .put("startLine", finding.at().line())
                    .put("startColumn", finding.at().column())
                    .build())
            .build();
    return Json.object()
        .put("ruleId", finding.rule())
        .put("level", level(finding.severity()))
        .put("message", Json.object().put("text", finding.message()).build())
        .put("locations", Json.array(List.of(Json.object().put("physicalLocation", place).build())))
        .build();
  }

  private static String level(Finding.Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }
}
