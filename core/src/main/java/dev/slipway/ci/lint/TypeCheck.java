package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.expression.Expression.Binary;
import dev.slipway.ci.expression.Expression.Call;
import dev.slipway.ci.expression.Expression.Chain;
import dev.slipway.ci.expression.Expression.Context;
import dev.slipway.ci.expression.Expression.Index;
import dev.slipway.ci.expression.Expression.Literal;
import dev.slipway.ci.expression.Expression.Not;
import dev.slipway.ci.expression.FormatText;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Computes the type of an expression and tells what cannot be meant.
final class TypeCheck {
  static final String UNDEFINED = "undefined-property";
  static final String TYPE = "expression-type";

  private final Function<String, Type> contexts;
  private final Complaints complaints;

  /// @param contexts the type of each context, named in lower case
  TypeCheck(Function<String, Type> contexts, Complaints complaints) {
    this.contexts = contexts;
    this.complaints = complaints;
  }

  /// Hears what is wrong with a part of the expression.
  interface Complaints {
    void add(String rule, Expression part, String message);
  }

  Type type(Expression expression) {
    return switch (expression) {
      case Literal(var value, _) -> Type.of(value);
      case Context(var name, _) -> contexts.apply(name.toLowerCase(Locale.ROOT));
      case Index(var target, var key) -> index(expression, type(target), key, name(target));
      case Expression.Filter(var target) -> filter(expression, type(target), name(target));
      case Call call -> call(call);
      case Not(var operand, _) -> {
        type(operand);
        yield Type.Bool.TYPE;
      }
      case Binary binary -> binary(binary);
      case Chain(_, var operands) -> Type.join(operands.stream().map(this::type).toList());
    };
  }

  /// What messages call an expression: `needs.build`.
  private static String name(Expression expression) {
    return switch (expression) {
      case Context(var name, _) -> name;
      case Index(var target, Literal(Json.Str(var key), _)) -> name(target) + "." + key;
      case Index(var target, _) -> name(target) + "[…]";
      case Expression.Filter(var target) -> name(target) + ".*";
      case Call(var function, _, _) -> function + "(…)";
      case Literal _, Not _, Binary _, Chain _ -> "the value";
    };
  }

  private Type index(Expression whole, Type target, Expression key, String name) {
    if (key instanceof Literal(Json.Str(var property), _)) {
      return property(whole, target, property, name);
    }
    var by = type(key);
    return switch (target) {
      case Type.ListOf(var item) -> {
        if (by.isCollection() || by instanceof Type.Bool) {
          complaints.add(TYPE, key, "%s is no index of an array".formatted(by.word()));
        }
        yield item;
      }
      case Type.Obj(_, var others) -> {
        if (by.isCollection()) {
          complaints.add(TYPE, key, "%s is no name of a property".formatted(by.word()));
        }
        yield others.orElse(Type.Any.TYPE);
      }
      case Type.Many many -> new Type.Many(inside(many.item()));
      case Type.Text _, Type.Num _, Type.Bool _ -> {
        hasNone(whole, target, name);
        yield Type.Any.TYPE;
      }
      case Type.Any _, Type.Nothing _ -> Type.Any.TYPE;
    };
  }

  private static Type inside(Type type) {
    return switch (type) {
      case Type.ListOf(var item) -> item;
      case Type.Obj(_, var others) -> others.orElse(Type.Any.TYPE);
      case Type.Any _, Type.Nothing _, Type.Text _, Type.Num _, Type.Bool _, Type.Many _ ->
          Type.Any.TYPE;
    };
  }

  private Type property(Expression whole, Type target, String property, String name) {
    return switch (target) {
      case Type.Obj object ->
          object
              .member(property)
              .orElseGet(() -> {
                complaints.add(
                    UNDEFINED,
                    whole,
                    "Property '%s' is not defined in '%s'; it has %s"
                        .formatted(property, name, names(object)));
                return Type.Any.TYPE;
              });
      case Type.Many(Type.Obj object) ->
          new Type.Many(object.member(property).orElse(Type.Any.TYPE));
      case Type.Many _ -> new Type.Many(Type.Any.TYPE);
      case Type.ListOf _, Type.Text _, Type.Num _, Type.Bool _ -> {
        hasNone(whole, target, name);
        yield Type.Any.TYPE;
      }
      case Type.Any _, Type.Nothing _ -> Type.Any.TYPE;
    };
  }

  private static String names(Type.Obj object) {
    return object.members().isEmpty() ? "none" : String.join(", ", object.members().keySet());
  }

  private void hasNone(Expression part, Type target, String name) {
    complaints.add(TYPE, part, "'%s' is %s and has no properties".formatted(name, target.word()));
  }

  private Type filter(Expression whole, Type target, String name) {
    return switch (target) {
      case Type.ListOf(var item) -> new Type.Many(item);
      case Type.Many(var item) -> new Type.Many(inside(item));
      case Type.Obj object ->
          new Type.Many(
              object.others().orElseGet(() -> Type.join(List.copyOf(object.members().values()))));
      case Type.Text _, Type.Num _, Type.Bool _ -> {
        hasNone(whole, target, name);
        yield new Type.Many(Type.Any.TYPE);
      }
      case Type.Any _, Type.Nothing _ -> new Type.Many(Type.Any.TYPE);
    };
  }

  private Type call(Call call) {
    var types = call.arguments().stream().map(this::type).toList();
    return switch (call.function().toLowerCase(Locale.ROOT)) {
      case "contains" -> {
        if (types.getFirst() instanceof Type.Obj) {
          refuse(call, 0, types, "an array or a string");
        }
        refuseCollection(call, 1, types);
        yield Type.Bool.TYPE;
      }
      case "startswith", "endswith" -> {
        refuseCollection(call, 0, types);
        refuseCollection(call, 1, types);
        yield Type.Bool.TYPE;
      }
      case "success", "failure", "always", "cancelled" -> Type.Bool.TYPE;
      case "format" -> {
        for (var i = 0; i < types.size(); i++) {
          refuseCollection(call, i, types);
        }
        unused(call);
        yield Type.Text.TYPE;
      }
      case "join" -> {
        if (types.getFirst() instanceof Type.Obj) {
          refuse(call, 0, types, "an array");
        }
        yield Type.Text.TYPE;
      }
      case "fromjson" -> {
        refuseCollection(call, 0, types);
        yield fromJson(call.arguments().getFirst());
      }
      case "case" -> choice(types);
      default -> Type.Text.TYPE; // toJSON, hashFiles
    };
  }

  private void unused(Call format) {
    if (!(format.arguments().getFirst() instanceof Literal(Json.Str(var pattern), _))) {
      return;
    }
    var text = FormatText.read(pattern);
    for (var i = 1; i < format.arguments().size(); i++) {
      if (text.isPresent() && !text.get().uses(i - 1)) {
        complaints.add(
            TYPE,
            format.arguments().get(i),
            "Argument %d of '%s' is not used: the text has no {%d}"
                .formatted(i + 1, format.function(), i - 1));
      }
    }
  }

  private void refuseCollection(Call call, int argument, List<Type> types) {
    if (types.get(argument).isCollection()) {
      refuse(call, argument, types, "a string");
    }
  }

  private void refuse(Call call, int argument, List<Type> types, String expected) {
    complaints.add(
        TYPE,
        call.arguments().get(argument),
        "Argument %d of '%s' is %s where %s is expected"
            .formatted(argument + 1, call.function(), types.get(argument).word(), expected));
  }

  private Type fromJson(Expression argument) {
    if (argument instanceof Literal(Json.Str(var text), _)) {
      try {
        return Type.of(Json.parseFirstWins(text));
      } catch (MalformedJsonException e) {
        complaints.add(TYPE, argument, "The text is no JSON: " + e.getMessage());
      }
    }
    return Type.Any.TYPE;
  }

  /// Every second argument is a value, and the last.
  private static Type choice(List<Type> types) {
    var values = new ArrayList<Type>();
    for (var i = 1; i < types.size(); i += 2) {
      values.add(types.get(i));
    }
    values.add(types.getLast());
    return Type.join(values);
  }

  private Type binary(Binary binary) {
    var left = type(binary.left());
    var right = type(binary.right());
    collection(left, right)
        .or(() -> collection(right, left))
        .ifPresent(one ->
            complaints.add(
                TYPE,
                binary,
                "%s is compared with %s, which never holds"
                    .formatted(one.word(), one.equals(left) ? right.word() : left.word())));
    return Type.Bool.TYPE;
  }

  /// The first when it is a collection and the second certainly none.
  private static Optional<Type> collection(Type one, Type other) {
    var scalar =
        other instanceof Type.Text || other instanceof Type.Num || other instanceof Type.Bool;
    return one.isCollection() && scalar ? Optional.of(one) : Optional.empty();
  }
}
