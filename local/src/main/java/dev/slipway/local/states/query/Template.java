package dev.slipway.local.states.query;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a definition in which expressions may stand.
public sealed interface Template {
  /// @throws QueryException when an expression in it fails
  Json evaluate(Scene scene);

  /// Calls for each expression in it.
  default void forEach(java.util.function.Consumer<Expression> visitor) {
    switch (this) {
      case Literal _ -> {}
      case Computed(var expression, _) -> visitor.accept(expression);
      case Items(var items) -> items.forEach(item -> item.forEach(visitor));
      case Members(var members) -> members.values().forEach(member -> member.forEach(visitor));
    }
  }

  record Literal(Json value) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      return value;
    }
  }

  /// @param location the field in which it stands, `Arguments/Payload/runId`
  record Computed(Expression expression, String location) implements Template {
    @Override
    public Json evaluate(Scene scene) {
      return expression.evaluate(scene, location);
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
}
