package com.example.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class GreetingServiceIT {
  @Test
  void answersOverHttp() throws Exception {
    assertEquals("Hello, Ada\n", get("/greeting?name=Ada").body());
    assertEquals("Hello, world\n", get("/greeting").body());
    assertEquals(400, get("/greeting?name=" + "a".repeat(41)).statusCode());
    assertEquals(200, get("/healthz").statusCode());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    try (var service = GreetingService.start(0);
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + service.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
