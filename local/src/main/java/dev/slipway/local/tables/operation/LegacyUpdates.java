package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Action;
import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.expression.Term;
import dev.slipway.local.tables.expression.Update;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `AttributeUpdates`, read into the update that an expression makes.
final class LegacyUpdates {
  private LegacyUpdates() {}

  static Optional<Update> read(Request request) {
    if (!request.has("AttributeUpdates")) {
      return Optional.empty();
    }
    var actions = new ArrayList<Action>();
    request
        .structureMap("AttributeUpdates")
        .forEach((name, update) ->
            actions.add(
                action(Path.of(name), update.text("Action").orElse("PUT"), update.value("Value"))));
    return Optional.of(new Update(actions));
  }

  private static Action action(Path path, String action, Optional<AttributeValue> value) {
    if (value.isEmpty()) {
      if (!action.equals("DELETE")) {
        throw InvalidException.parameter(
            "Only DELETE action is allowed when no attribute value is specified");
      }
      return new Action.Remove(path);
    }
    return switch (action) {
      case "ADD" -> add(path, value.get());
      case "DELETE" -> delete(path, value.get());
      default -> new Action.Put(path, new Term.Literal("", value.get()));
    };
  }

  private static Action add(Path path, AttributeValue value) {
    return switch (value.type()) {
      case N, SS, NS, BS -> new Action.Add(path, value);
      case L ->
          new Action.Put(
              path,
              new Term.ListAppend(
                  new Term.IfNotExists(path, new Term.Literal("", new Arr(List.of()))),
                  new Term.Literal("", value)));
      case S, B, BOOL, NULL, M ->
          throw InvalidException.parameter(
              "ADD action is not supported for the type " + value.type());
    };
  }

  private static Action delete(Path path, AttributeValue value) {
    return switch (value.type()) {
      case SS, NS, BS -> new Action.Delete(path, value);
      case S, N, B, BOOL, NULL, L, M ->
          throw InvalidException.parameter(
              "DELETE action with value is not supported for the type " + value.type());
    };
  }
}
