package dev.slipway.local.tables.oracle;

import dev.slipway.local.tables.Tables;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Something that answers DynamoDB's operations.
interface Dynamo {
  Answer call(String operation, Json.Obj request);

  static Dynamo ours(Tables tables) {
    return (operation, request) -> {
      try {
        return new Answer.Result(Json.parseObject(tables.call(operation, request.bytes())));
      } catch (AwsError e) {
        return new Answer.Failure(e.code(), String.valueOf(e.getMessage()), e.details());
      }
    };
  }

  static Dynamo at(int port) {
    var client = HttpClient.newHttpClient();
    return (operation, request) -> {
      var post =
          HttpRequest.newBuilder(URI.create("http://localhost:%d/".formatted(port)))
              .header("X-Amz-Target", "DynamoDB_20120810." + operation)
              .header("Content-Type", "application/x-amz-json-1.0")
              .header(
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/dynamodb/aws4_request,"
                      + " SignedHeaders=host, Signature=00")
              .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
              .build();
      try {
        var answer = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        var body = Json.parseObject(answer.body());
        return answer.statusCode() == 200 ? new Answer.Result(body) : failure(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    };
  }

  private static Answer.Failure failure(Json.Obj body) {
    var name = body.requireString("__type");
    var message = body.string("message").or(() -> body.string("Message")).orElse("");
    return new Answer.Failure(name.substring(name.indexOf('#') + 1), message, body);
  }
}
