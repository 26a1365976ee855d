package dev.slipway.ci.workflow;

import java.util.Set;

/// Checks `permissions`. Slipway's job token grants nothing but its own job, so the value is only
/// held to the schema.
final class PermissionsReader {
  private static final Set<String> SCOPES =
      Set.of(
          "actions",
          "artifact-metadata",
          "attestations",
          "checks",
          "code-quality",
          "contents",
          "copilot-requests",
          "deployments",
          "discussions",
          "drives",
          "id-token",
          "issues",
          "models",
          "packages",
          "pages",
          "pull-requests",
          "repository-projects",
          "security-events",
          "statuses",
          "vulnerability-alerts");
  private static final Set<String> LEVELS = Set.of("read", "write", "none");

  private final Problems problems;
  private final Fields fields;

  PermissionsReader(Problems problems, Fields fields) {
    this.problems = problems;
    this.fields = fields;
  }

  void check(Yaml value) {
    switch (value) {
      case Yaml.Scalar scalar -> oneOf(scalar, Set.of("read-all", "write-all"));
      case Yaml.Sequence(_, var at) -> problems.error(at, "A sequence was not expected");
      case Yaml.Mapping mapping -> {
        fields.keys(mapping, SCOPES, Set.of());
        mapping
            .entries()
            .values()
            .forEach(level -> fields.scalar(level).ifPresent(scalar -> oneOf(scalar, LEVELS)));
      }
    }
  }

  private void oneOf(Yaml.Scalar scalar, Set<String> values) {
    if (!values.contains(scalar.text())) {
      problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
    }
  }
}
