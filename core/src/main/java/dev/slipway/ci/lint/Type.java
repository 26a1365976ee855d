package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of an expression's value before it is computed.
sealed interface Type {
  /// Nothing is known.
  record Any() implements Type {
    static final Any TYPE = new Any();
  }

  record Nothing() implements Type {}

  record Text() implements Type {
    static final Text TYPE = new Text();
  }

  record Num() implements Type {
    static final Num TYPE = new Num();
  }

  record Bool() implements Type {
    static final Bool TYPE = new Bool();
  }

  record ListOf(Type item) implements Type {}

  /// What `.*` makes: dereferences go to each item.
  record Many(Type item) implements Type {}

  /// @param others the type of members that are not named here; absent means that there are none
  record Obj(Map<String, Type> members, Optional<Type> others) implements Type {
    public Obj {
      var copy = new TreeMap<String, Type>(String.CASE_INSENSITIVE_ORDER);
      copy.putAll(members);
      members = copy;
    }

    /// The member of that name, without case.
    Optional<Type> member(String name) {
      return Optional.ofNullable(members.get(name)).or(() -> others);
    }
  }

  /// An object with these members and no others.
  static Obj closed(Map<String, ? extends Type> members) {
    return new Obj(Map.copyOf(members), Optional.empty());
  }

  /// An object of any names.
  static Obj open(Type others) {
    return new Obj(Map.of(), Optional.of(others));
  }

  /// A closed object whose members are texts.
  static Obj texts(String... names) {
    var members = new LinkedHashMap<String, Type>();
    Arrays.stream(names).forEach(name -> members.put(name, Text.TYPE));
    return closed(members);
  }

  /// What both have in common.
  static Type join(Type one, Type other) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof Obj a && other instanceof Obj b) {
      var members = new LinkedHashMap<String, Type>(a.members());
      b.members().forEach((name, type) -> members.merge(name, type, Type::join));
      return new Obj(members, a.others().or(b::others).map(_ -> Any.TYPE));
    }
    return Any.TYPE;
  }

  static Type join(List<Type> types) {
    return types.stream().reduce(Type::join).orElse(Any.TYPE);
  }

  /// The type of data that is written in the file; texts with expressions may become anything.
  static Type of(Json value) {
    return switch (value) {
      case Json.Null _ -> new Nothing();
      case Json.Bool _ -> Bool.TYPE;
      case Json.Num _ -> Num.TYPE;
      case Json.Str(var text) -> Template.isExpression(text) ? Any.TYPE : Text.TYPE;
      case Json.Arr(var items) -> new ListOf(join(items.stream().map(Type::of).toList()));
      case Json.Obj(var members) -> {
        var types = new LinkedHashMap<String, Type>();
        members.forEach((name, member) -> types.put(name, of(member)));
        yield closed(types);
      }
    };
  }

  /// For messages.
  default String word() {
    return switch (this) {
      case Any _ -> "any value";
      case Nothing _ -> "null";
      case Text _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "a boolean";
      case ListOf _, Many _ -> "an array";
      case Obj _ -> "an object";
    };
  }

  default boolean isCollection() {
    return this instanceof ListOf || this instanceof Many || this instanceof Obj;
  }
}
