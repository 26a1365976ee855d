package dev.slipway.local.states.language;

import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Selection;
import dev.slipway.local.states.query.Template;
import dev.slipway.local.states.query.path.ReferencePath;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How data goes into a state and out of it.
///
/// An empty result means "as it is": a text that nobody changes keeps its spelling.
public sealed interface DataFlow {
  /// What the fields of the state look at: the input, or what `InputPath` selects of it.
  Optional<Json> input(Scene scene);

  /// What the state's work is given, from [#input].
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
    public Optional<Json> input(Scene scene) {
      return Optional.empty();
    }

    @Override
    public Optional<Json> arguments(Scene scene) {
      return given.map(template -> template.evaluate(scene));
    }

    @Override
    public Optional<Json> output(Scene scene) {
      return made.map(template -> template.evaluate(scene));
    }
  }

  /// `InputPath`, `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath` and `Assign`.
  ///
  /// @param resultPath where in the input the result goes
  record WithPaths(
      Where inputPath,
      Optional<Template> parameters,
      Optional<Template> selector,
      Into resultPath,
      Where outputPath,
      Map<String, Template> assignments)
      implements DataFlow {
    @Override
    public Optional<Json> input(Scene scene) {
      return inputPath.select(scene, "InputPath");
    }

    @Override
    public Optional<Json> arguments(Scene scene) {
      var input = input(scene);
      var looking = input.isPresent() ? scene.looking(input::get) : scene;
      return parameters.map(template -> template.evaluate(looking)).or(() -> input);
    }

    @Override
    public Optional<Json> output(Scene scene) {
      var result = selector.map(template -> template.evaluate(scene));
      var selected = result.isPresent() ? scene.looking(result::get) : scene;
      var placed = resultPath.place(selected).or(() -> result);
      var whole = placed.isPresent() ? scene.looking(placed::get) : scene;
      return outputPath.select(whole, "OutputPath").or(() -> placed);
    }
  }

  /// What a path selects.
  sealed interface Where {
    /// `null`: nothing, which is an empty object.
    record Nothing() implements Where {}

    record All() implements Where {}

    record Part(Selection selection) implements Where {}

    default Optional<Json> select(Scene scene, String field) {
      return switch (this) {
        case Nothing _ -> Optional.of(Json.Obj.EMPTY);
        case All _ -> Optional.empty();
        case Part(var selection) -> Optional.of(selection.find(scene, field));
      };
    }
  }

  /// Where a result goes.
  sealed interface Into {
    /// `null`: nowhere; the input stays as it is.
    record Nowhere() implements Into {}

    /// `$`: in place of the input.
    record Whole() implements Into {}

    record Place(ReferencePath path) implements Into {}

    default Optional<Json> place(Scene scene) {
      return switch (this) {
        case Nowhere _ -> Optional.of(scene.input().get());
        case Whole _ -> Optional.empty();
        case Place(var path) ->
            Optional.of(
                path.put(scene.input().get(), scene.subject().get())
                    .orElseThrow(() ->
                        new QueryException(
                            "States.ResultPathMatchFailure",
                            "ResultPath",
                            "Unable to apply step \"%s\" to input %s"
                                .formatted(path, scene.input().get().text()))));
      };
    }
  }
}
