package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Permissions.Level;
import dev.slipway.ci.workflow.Permissions.Scope;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads `permissions`.
final class PermissionsReader {
  private PermissionsReader() {}

  static Optional<Permissions> permissions(Yaml.Mapping mapping) {
    return mapping
        .entry("permissions")
        .map(entry ->
            entry.value() instanceof Yaml.Mapping scopes
                ? new Permissions(entry.key().at(), scopes(scopes))
                : Permissions.all(entry.key().at(), shorthand(Fields.template(entry.value()))));
  }

  private static Level shorthand(Template all) {
    return all.text().equals("read-all") ? Level.READ : Level.WRITE;
  }

  private static Map<Scope, Level> scopes(Yaml.Mapping mapping) {
    var scopes = new EnumMap<Scope, Level>(Scope.class);
    for (var scope : Scope.values()) {
      Fields.text(mapping, scope.word())
          .ifPresent(level -> scopes.put(scope, Level.valueOf(level.toUpperCase(Locale.ROOT))));
    }
    return scopes;
  }
}
