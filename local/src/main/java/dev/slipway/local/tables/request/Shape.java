package dev.slipway.local.tables.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a part of a request may look like.
sealed interface Shape {
  record Text(List<Rule> rules) implements Shape {}

  record Flag() implements Shape {}

  /// @param name what AWS's messages call it: `Integer` or `Long`
  record Whole(String name, List<Rule> rules) implements Shape {}

  /// An attribute value, whose content is checked where it is read.
  record Value() implements Shape {}

  record ListOf(Shape items, List<Rule> rules) implements Shape {}

  /// @param of what AWS's messages call the values
  record MapOf(String of, Shape values, List<Rule> rules) implements Shape {}

  /// @param name what AWS's messages call it
  record Structure(String name, Map<String, Member> members) implements Shape {
    public Structure {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// With a member that may be missing.
    Structure with(String member, Shape shape) {
      return plus(member, new Member(shape, false));
    }

    /// With a member that must be there.
    Structure requiring(String member, Shape shape) {
      return plus(member, new Member(shape, true));
    }

    private Structure plus(String name, Member member) {
      var more = new LinkedHashMap<>(members);
      more.put(name, member);
      return new Structure(this.name, more);
    }
  }

  record Member(Shape shape, boolean isRequired) {}

  static Text text(Rule... rules) {
    return new Text(List.of(rules));
  }

  static Text oneOf(String... words) {
    return text(new Rule.OneOf(List.of(words)));
  }

  static Flag flag() {
    return new Flag();
  }

  static Whole integer(Rule... rules) {
    return new Whole("Integer", List.of(rules));
  }

  static Whole large(Rule... rules) {
    return new Whole("Long", List.of(rules));
  }

  static ListOf listOf(Shape items, Rule... rules) {
    return new ListOf(items, List.of(rules));
  }

  static MapOf mapOf(String of, Shape values, Rule... rules) {
    return new MapOf(of, values, List.of(rules));
  }

  static MapOf item() {
    return mapOf("com.amazonaws.dynamodb.v20120810.AttributeValue", new Value());
  }

  static Structure structure(String name) {
    return new Structure(name, Map.of());
  }
}
