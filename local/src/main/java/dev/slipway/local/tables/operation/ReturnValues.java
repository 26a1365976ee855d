package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.value.InvalidException;

/// What a write shows of its item.
enum ReturnValues {
  NONE,
  ALL_OLD,
  ALL_NEW,
  UPDATED_OLD,
  UPDATED_NEW;

  static ReturnValues of(Request request) {
    return valueOf(request.text("ReturnValues").orElse("NONE"));
  }

  /// Puts and deletes have nothing else to show than the old item.
  static boolean showsOld(Request request) {
    return switch (of(request)) {
      case NONE -> false;
      case ALL_OLD -> true;
      case ALL_NEW, UPDATED_OLD, UPDATED_NEW ->
          throw new InvalidException("Return values set to invalid value");
    };
  }
}
