package dev.slipway.cli.file;

import dev.slipway.ci.workflow.Finding;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Findings as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code scanning
/// services read.
final class Sarif {
  private Sarif() {}

  static Json.Obj of(List<Finding> findings) {
    var rules = findings.stream().map(Finding::rule).distinct().sorted().toList();
    var driver =
        Json.object()
            .put("name", "slipway")
            .put("version", "0.1.0")
            .put("rules", Json.array(rules.stream().map(Sarif::rule).toList()))
            .build();
    var run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put("columnKind", "unicodeCodePoints")
            .put(
                "results",
                Json.array(findings.stream().map(finding -> result(finding, rules)).toList()))
            .build();
    return Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", Json.array(List.of(run)))
        .build();
  }

  private static Json.Obj rule(String rule) {
    return Json.object()
        .put("id", rule)
        .put("shortDescription", text(rule.replace('-', ' ')))
        .build();
  }

  private static Json.Obj text(String text) {
    return Json.object().put("text", text).build();
  }

  private static Json.Obj result(Finding finding, List<String> rules) {
    var place =
        Json.object()
            .put("artifactLocation", Json.object().put("uri", uri(finding.file())).build())
            .put(
                "region",
                Json.object()
                    .put("startLine", finding.at().line())
                    .put("startColumn", finding.at().column())
                    .build())
            .build();
    return Json.object()
        .put("ruleId", finding.rule())
        .put("ruleIndex", rules.indexOf(finding.rule()))
        .put("level", level(finding.severity()))
        .put("message", text(finding.message()))
        .put("locations", Json.array(List.of(Json.object().put("physicalLocation", place).build())))
        .build();
  }

  /// A file's name as a reference that no reader takes for something else.
  private static String uri(String file) {
    var uri = new StringBuilder();
    for (var b : file.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xff);
      var plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || "-._~/@$!&'()*+,;=".indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append("%%%02X".formatted((int) c));
      }
    }
    return uri.toString();
  }

  private static String level(Finding.Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }
}
