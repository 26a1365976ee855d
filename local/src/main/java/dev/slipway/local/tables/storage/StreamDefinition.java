package dev.slipway.local.tables.storage;

/// A table's stream. One that is off can still be read.
///
/// @param label the time at which it was turned on, by which it is named
/// @param view which of an item's images its readers see, `NEW_AND_OLD_IMAGES`
public record StreamDefinition(String label, String view, boolean enabled) {}
