package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.ValueType;

/// An attribute that is part of a key; its type is `S`, `N` or `B`.
public record KeyAttribute(String name, ValueType type) {}
