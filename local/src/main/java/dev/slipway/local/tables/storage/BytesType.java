package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.Bytes;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Bytes in the store, compared as unsigned bytes.
final class BytesType extends BasicDataType<Bytes> {
  static final BytesType INSTANCE = new BytesType();

  /// What the JVM needs for them beside its content.
  private static final int OVERHEAD = 40;

  private BytesType() {}

  @Override
  public int compare(Bytes a, Bytes b) {
    return a.compareTo(b);
  }

  @Override
  public int getMemory(Bytes bytes) {
    return OVERHEAD + bytes.length();
  }

  @Override
  public void write(WriteBuffer buffer, Bytes bytes) {
    buffer.putVarInt(bytes.length()).put(bytes.shared());
  }

  @Override
  public Bytes read(ByteBuffer buffer) {
    var bytes = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(bytes);
    return Bytes.sharing(bytes);
  }

  @Override
  public Bytes[] createStorage(int size) {
    return new Bytes[size];
  }
}
