package dev.slipway.local.resource;

import dev.slipway.local.template.TemplateException;
import dev.slipway.model.Json;

/// Compares a resource's properties with those that its type understands.
record Shape(String stack, String logicalId, ResourceType type) {
  /// @throws TemplateException naming the property that is not known
  void check(Json.Obj properties) {
    properties.members().forEach(this::check);
  }

  private void check(String path, Json value) {
    if (type.properties().stream().anyMatch(known -> covers(known, path))) {
      return;
    }
    switch (value) {
      case Json.Obj object when leadsOn(path) ->
          object.members().forEach((name, inner) -> check(path + "." + name, inner));
      case Json.Arr(var items) when leadsOn(path) -> items.forEach(item -> check(path, item));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _, Json.Arr _, Json.Obj _ ->
          throw new TemplateException(
              "%s: %s (%s) has the property %s, which the local cloud does not know"
                  .formatted(stack, logicalId, type.name(), path));
    }
  }

  private static boolean covers(String known, String path) {
    return known.endsWith(".*")
        ? path.equals(known.substring(0, known.length() - 2))
            || path.startsWith(known.substring(0, known.length() - 1))
        : path.equals(known);
  }

  private boolean leadsOn(String path) {
    return type.properties().stream().anyMatch(known -> known.startsWith(path + "."));
  }
}
