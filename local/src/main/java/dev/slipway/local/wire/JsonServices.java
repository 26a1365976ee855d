package dev.slipway.local.wire;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.store.StoreException;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The services of this cloud that speak AWS JSON, by target; every call is on the bill.
public final class JsonServices {
  private final Map<String, JsonService> services = new LinkedHashMap<>();
  private final Bill bill;

  public JsonServices(List<JsonService> services, Bill bill) {
    services.forEach(service -> this.services.put(service.targetPrefix(), service));
    this.bill = bill;
  }

  /// An answer as it goes over the wire.
  ///
  /// @param error the error's name; empty for none
  /// @param queryError its name in the query protocol; empty where the service never spoke it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(
      int status, String contentType, String error, String queryError, byte[] body) {}

  /// @param target `Prefix.Operation`
  public Answer call(String target, byte[] body) {
    var dot = target.indexOf('.');
    var service = services.get(dot < 0 ? target : target.substring(0, dot));
    if (service == null) {
      return failed(
          "application/x-amz-json-1.0",
          new AwsError(
              400, "UnknownOperationException", "The local cloud has no service for " + target));
    }
    var operation = target.substring(dot + 1);
    bill.count(service.targetPrefix(), operation);
    try {
      return new Answer(200, service.contentType(), "", "", service.call(operation, body));
    } catch (AwsError e) {
      return failed(service.contentType(), e, service.queryName(e.code()).orElse(""));
    } catch (StoreException e) {
      return failed(service.contentType(), AwsError.full(e));
    } catch (IllegalArgumentException | ClassCastException e) {
      return failed(
          service.contentType(),
          new AwsError(400, "SerializationException", String.valueOf(e.getMessage())));
    }
  }

  static Answer failed(String contentType, AwsError error) {
    return failed(contentType, error, "");
  }

  private static Answer failed(String contentType, AwsError error, String queryError) {
    var members = new LinkedHashMap<String, Json>();
    members.put("__type", Json.of(error.code()));
    members.put("message", Json.of(String.valueOf(error.getMessage())));
    members.putAll(error.details().members());
    return new Answer(
        error.status(), contentType, error.code(), queryError, new Json.Obj(members).bytes());
  }

  /// The network as functions of this cloud see it: calls to its own services need no socket.
  ///
  /// @param address where the services answer on the network
  public Outside.Network inProcess(URI address) {
    return (method, uri, headers, body) ->
        uri.getAuthority().equals(address.getAuthority())
            ? answer(method, uri, headers, body)
            : Outside.overHttp(method, uri, headers, body);
  }

  private Outside.Answer answer(String method, URI uri, Map<String, String> headers, byte[] body)
      throws IOException {
    for (var header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("X-Amz-Target")) {
        var answer = call(header.getValue(), body);
        return new Outside.Answer(answer.status(), answer.body());
      }
    }
    return Outside.overHttp(method, uri, headers, body);
  }
}
