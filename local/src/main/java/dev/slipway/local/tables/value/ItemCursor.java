package dev.slipway.local.tables.value;

/// A place in the bytes of [ItemCodec], which moves on as they are read.
abstract class ItemCursor {
  final byte[] bytes;
  int at;

  ItemCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Seven bits in each byte, the lowest first.
  final int length() {
    var length = 0;
    for (var shift = 0; ; shift += 7) {
      var next = bytes[at++];
      length |= (next & 0x7F) << shift;
      if (next >= 0) {
        return length;
      }
    }
  }
}
