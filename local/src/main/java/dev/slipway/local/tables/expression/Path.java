package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A document path, `a.b[3]`, with its placeholders resolved.
public record Path(List<Element> elements) {
  public Path {
    elements = List.copyOf(elements);
  }

  /// A step into a map or a list.
  public sealed interface Element {
    record Member(String name) implements Element {}

    record Index(int position) implements Element {}
  }

  public static Path of(String attribute) {
    return new Path(List.of(new Element.Member(attribute)));
  }

  /// The attribute of the item in which the path begins.
  public String attribute() {
    return elements.getFirst() instanceof Element.Member(var name) ? name : "";
  }

  public boolean isAttribute() {
    return elements.size() == 1;
  }

  public Optional<AttributeValue> in(Obj item) {
    Optional<AttributeValue> value = Optional.of(item);
    for (var element : elements) {
      value = value.flatMap(outer -> step(outer, element));
    }
    return value;
  }

  static Optional<AttributeValue> step(AttributeValue outer, Element element) {
    return switch (element) {
      case Element.Member(var name) ->
          outer instanceof Obj object ? object.get(name) : Optional.empty();
      case Element.Index(var position) ->
          outer instanceof Arr(var items) && position < items.size()
              ? Optional.of(items.get(position))
              : Optional.empty();
    };
  }

  /// As AWS's messages write paths: `[a, b, [3]]`.
  String shown() {
    return elements.stream()
        .map(element ->
            switch (element) {
              case Element.Member(var name) -> name;
              case Element.Index(var position) -> "[" + position + "]";
            })
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
