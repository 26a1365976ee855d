package dev.slipway.local.states.query;

import dev.slipway.local.states.query.intrinsic.Intrinsic;
import dev.slipway.local.states.query.intrinsic.Intrinsic.IntrinsicException;
import dev.slipway.local.states.query.intrinsic.IntrinsicFunctions;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a definition in which expressions may stand.
public sealed interface Template {
  /// @throws QueryException when an expression in it fails
  Json evaluate(Scene scene);

  record Literal(Json value) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      return value;
    }
  }

  record Items(List<Template> items) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      var values = new ArrayList<Json>(items.size());
      items.forEach(item -> values.add(item.evaluate(scene)));
      return new Json.Arr(values);
    }
  }

  record Members(Map<String, Template> members) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      var values = new LinkedHashMap<String, Json>();
      members.forEach((name, member) -> values.put(name, member.evaluate(scene)));
      return new Json.Obj(values);
    }
  }

  /// JSONata.
  ///
  /// @param location the field in which it stands, `Arguments/Payload/runId`
  record Computed(Expression expression, String location) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      return expression.evaluate(scene, location);
    }
  }

  /// JSONPath.
  record Selected(Selection selection, String location) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      return selection.find(scene, location);
    }
  }

  /// A call of an intrinsic function.
  ///
  /// @param text as the definition spells it
  record Called(Intrinsic call, String text, String location) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      try {
        return call.evaluate(
            path -> Selection.of(path).find(scene).orElseThrow(() -> missing(path, scene)),
            new IntrinsicFunctions(scene.chance()));
      } catch (IntrinsicException e) {
        throw new QueryException(
            "States.IntrinsicFailure", location, String.valueOf(e.getMessage()));
      }
    }

    private QueryException missing(String path, Scene scene) {
      return new QueryException(
          "States.Runtime",
          location,
          "The function '%s' had the following error: The JsonPath argument for the field '%s' could not be found in the input '%s'"
              .formatted(text, path, scene.subject().get().text()));
    }
  }
}
