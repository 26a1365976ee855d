package dev.slipway.local.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.wire.LoopbackServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {
  @TempDir Path folder;

  @Test
  void keepsObjectsInFiles() {
    try (var objects = new Objects(folder)) {
      objects.createBucket("data");
      objects.createBucket("data");
      objects.put("data", "a/b c.txt", new byte[] {1, 2, 3});
      assertThat(objects.get("data", "a/b c.txt")).contains(new byte[] {1, 2, 3});
      assertThat(objects.get("data", "nothing")).isEmpty();
    }
    try (var objects = new Objects(folder)) {
      assertThat(objects.get("data", "a/b c.txt")).contains(new byte[] {1, 2, 3});
    }
  }

  @Test
  void passesRequestsOnAsTheyCome() throws Exception {
    try (var objects = new Objects(folder);
        var server = LoopbackServer.bind(0, objects);
        var client = HttpClient.newHttpClient()) {
      objects.createBucket("data");
      server.start();
      var address = URI.create("http://127.0.0.1:" + server.port() + "/data/big?X-Amz-Signature=x");
      var big = new byte[3_000_000];
      java.util.Arrays.fill(big, (byte) 'x');
      var put = HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.ofByteArray(big));
      assertThat(client.send(put.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      var get = HttpRequest.newBuilder(address).build();
      assertThat(client.send(get, HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(big);
      var head = HttpRequest.newBuilder(address).HEAD().build();
      assertThat(client.send(head, HttpResponse.BodyHandlers.discarding()).headers().map())
          .containsEntry("content-length", java.util.List.of("3000000"));
    }
  }
}
