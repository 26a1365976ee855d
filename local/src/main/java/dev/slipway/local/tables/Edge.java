package dev.slipway.local.tables;

import dev.slipway.local.store.StoreException;
import dev.slipway.local.tables.request.WireTypeException;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.function.Function;

/// Where bytes become requests, and what the rooms below refuse becomes an error with AWS's name.
final class Edge {
  private Edge() {}

  static byte[] answer(byte[] body, Function<Json.Obj, byte[]> operation) {
    try {
      return operation.apply(Json.parseObject(body));
    } catch (MalformedJsonException | WireTypeException e) {
      throw new AwsError(400, "SerializationException", String.valueOf(e.getMessage()));
    } catch (InvalidException e) {
      throw new AwsError(400, "ValidationException", String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      throw new AwsError(500, "InternalServerError", String.valueOf(e.getMessage()));
    }
  }

  static AwsError unknown() {
    return new AwsError(400, "UnknownOperationException", "An unknown operation was requested.");
  }
}
