package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The names and values that a request's expressions refer to. One is shared by all expressions of
/// a request, since each placeholder must be used by at least one of them.
public final class Placeholders {
  private final Map<String, String> names;
  private final Map<String, AttributeValue> values;
  private final Set<String> used = new HashSet<>();

  public Placeholders(Map<String, String> names, Map<String, AttributeValue> values) {
    this.names = names;
    this.values = values;
  }

  Optional<String> name(String placeholder) {
    used.add(placeholder);
    return Optional.ofNullable(names.get(placeholder));
  }

  Optional<AttributeValue> value(String placeholder) {
    used.add(placeholder);
    return Optional.ofNullable(values.get(placeholder));
  }

  /// @throws InvalidException naming those that no expression used
  public void requireAllUsed() {
    requireUsed("ExpressionAttributeNames", names.keySet());
    requireUsed("ExpressionAttributeValues", values.keySet());
  }

  private void requireUsed(String member, Set<String> given) {
    var unused = new TreeSet<>(given);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new InvalidException(
          "Value provided in %s unused in expressions: keys: {%s}"
              .formatted(member, String.join(", ", unused)));
    }
  }
}
