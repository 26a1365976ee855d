package dev.slipway.ci.webhook;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The payloads in `events/github`.
final class SampleEvents {
  private static final Path FOLDER = Path.of("../events/github");

  static final List<String> NAMES =
      List.of(
          "ping",
          "pull_request",
          "push",
          "push-deleted-branch",
          "push-new-branch",
          "push-tag",
          "star",
          "workflow_dispatch");

  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  private SampleEvents() {}

  static byte[] bytes(String name) {
    return FILES.computeIfAbsent(name, SampleEvents::load).clone();
  }

  private static byte[] load(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Json.Obj read(String name) {
    return Json.parseObject(bytes(name));
  }
}
