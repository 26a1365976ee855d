package dev.slipway.local.tables.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A value of an attribute. Two values are equal when DynamoDB's `=` says so: sets without regard
/// to order, numbers by magnitude.
public sealed interface AttributeValue {
  record Str(String value) implements AttributeValue {}

  /// Without trailing zeros, so that equal numbers are equal objects.
  record Num(BigDecimal value) implements AttributeValue {
    public Num {
      value = value.stripTrailingZeros();
    }
  }

  record Bin(Bytes value) implements AttributeValue {}

  record Bool(boolean value) implements AttributeValue {}

  record Null() implements AttributeValue {}

  record Arr(List<AttributeValue> items) implements AttributeValue {
    public Arr {
      items = Collections.unmodifiableList(new ArrayList<>(items));
    }
  }

  /// A map; an item is one.
  record Obj(Map<String, AttributeValue> members) implements AttributeValue {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Optional<AttributeValue> get(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  record StrSet(Set<String> values) implements AttributeValue {
    public StrSet {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  record NumSet(Set<Num> values) implements AttributeValue {
    public NumSet {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  record BinSet(Set<Bytes> values) implements AttributeValue {
    public BinSet {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  default ValueType type() {
    return switch (this) {
      case Str _ -> ValueType.S;
      case Num _ -> ValueType.N;
      case Bin _ -> ValueType.B;
      case Bool _ -> ValueType.BOOL;
      case Null _ -> ValueType.NULL;
      case Arr _ -> ValueType.L;
      case Obj _ -> ValueType.M;
      case StrSet _ -> ValueType.SS;
      case NumSet _ -> ValueType.NS;
      case BinSet _ -> ValueType.BS;
    };
  }
}
