package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How data goes into a state and out of it.
///
/// An empty result means "as it is": a text that nobody changes keeps its spelling.
public sealed interface DataFlow {
  /// What the state's work is given.
  Optional<Json> arguments(Scene scene);

  /// What the state hands on, from what its work returned.
  Optional<Json> output(Scene scene);

  /// The variables that the state sets, by name.
  Map<String, Template> assignments();

  /// Computes the variables that the state sets; all see the values from before.
  default Map<String, Json> assign(Scene scene) {
    if (assignments().isEmpty()) {
      return Map.of();
    }
    var values = new LinkedHashMap<String, Json>();
    assignments().forEach((name, template) -> values.put(name, template.evaluate(scene)));
    return values;
  }

  /// `Arguments`, `Output` and `Assign`.
  record WithJsonata(
      Optional<Template> given, Optional<Template> made, Map<String, Template> assignments)
      implements DataFlow {
    @Override
    public Optional<Json> arguments(Scene scene) {
      return given.map(template -> template.evaluate(scene));
    }

    @Override
    public Optional<Json> output(Scene scene) {
      return made.map(template -> template.evaluate(scene));
    }
  }
}
