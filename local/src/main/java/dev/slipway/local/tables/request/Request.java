package dev.slipway.local.tables.request;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.ValueReader;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that has the shape of its operation, or a structure in it; null is as good as missing.
public record Request(Json.Obj json) {
  /// @throws WireTypeException when a member has the wrong JSON type
  /// @throws dev.slipway.local.tables.value.InvalidException when a constraint is broken
  public static Request of(Json.Obj json, Operation operation) {
    return of(json, Shapes.of(operation));
  }

  /// As for the operations on tables.
  public static Request of(Json.Obj json, StreamOperation operation) {
    return of(json, StreamShapes.of(operation));
  }

  private static Request of(Json.Obj json, Shape.Structure shape) {
    WireTypes.check(json, shape);
    Constraints.check(json, shape);
    return new Request(json);
  }

  public boolean has(String name) {
    return json.get(name).isPresent();
  }

  public Optional<String> text(String name) {
    return json.string(name);
  }

  public String requireText(String name) {
    return json.requireString(name);
  }

  public boolean is(String name) {
    return json.bool(name).orElse(false);
  }

  public Optional<Boolean> flag(String name) {
    return json.bool(name);
  }

  public Optional<Integer> integer(String name) {
    return json.number(name).map(Double::intValue);
  }

  public Optional<Long> large(String name) {
    return json.number(name).map(Double::longValue);
  }

  public Optional<Request> structure(String name) {
    return json.get(name).map(Request::ofStructure);
  }

  public Request requireStructure(String name) {
    return new Request(json.object(name));
  }

  private static Request ofStructure(Json value) {
    return new Request((Json.Obj) value);
  }

  public List<String> texts(String name) {
    return json.array(name).stream().map(item -> ((Json.Str) item).value()).toList();
  }

  public List<Request> structures(String name) {
    return json.array(name).stream().map(Request::ofStructure).toList();
  }

  /// The structures of a map, in their order.
  public Map<String, Request> structureMap(String name) {
    var structures = new LinkedHashMap<String, Request>();
    json.object(name).members().forEach((key, value) -> structures.put(key, ofStructure(value)));
    return structures;
  }

  public Optional<Map<String, String>> textMap(String name) {
    return json.get(name)
        .map(object -> {
          var texts = new LinkedHashMap<String, String>();
          ((Json.Obj) object)
              .members()
              .forEach((key, text) -> texts.put(key, ((Json.Str) text).value()));
          return texts;
        });
  }

  /// An item or a key.
  ///
  /// @throws dev.slipway.local.tables.value.InvalidException when a value breaks a rule
  public Optional<Obj> item(String name) {
    return json.get(name).map(item -> ValueReader.item((Json.Obj) item));
  }

  public Obj requireItem(String name) {
    return item(name).orElse(Obj.EMPTY);
  }

  public Optional<AttributeValue> value(String name) {
    return json.get(name).map(ValueReader::value);
  }

  public List<AttributeValue> values(String name) {
    return json.array(name).stream().map(ValueReader::value).toList();
  }
}
