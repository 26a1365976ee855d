package dev.slipway.runner;

import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Conclusion;
import dev.slipway.runner.storage.Caches;
import dev.slipway.runner.storage.Caches.Cache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The built-in `actions/cache` and its two halves. Archives and versions are those of
/// `@actions/cache`, so that one takes what the other has stored.
record CacheAction(Part part) implements BuiltIn {
  private static final List<String> KNOWN =
      List.of(
          "path",
          "key",
          "restore-keys",
          "upload-chunk-size",
          "enableCrossOsArchive",
          "fail-on-cache-miss",
          "lookup-only",
          "save-always");

  /// What makes versions of another layout differ; from `constants.ts` of the toolkit.
  private static final String SALT = "1.0";

  enum Part {
    BOTH,
    RESTORE,
    SAVE
  }

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("actions/cache", given);
    inputs.warn(KNOWN, scene.log());
    return part == Part.SAVE ? save(scene, inputs) : restore(scene, inputs);
  }

  @Override
  public Optional<Post> post() {
    return part == Part.BOTH
        ? Optional.of((scene, given, state) -> {
          var inputs = new BuiltInInputs("actions/cache", given);
          var key = inputs.require("key");
          if (key.equals(state.get("CACHE_RESULT"))) {
            scene
                .log()
                .say("Cache hit occurred on the primary key %s, not saving cache.".formatted(key));
            return Attempt.of(Conclusion.SUCCESS);
          }
          return save(scene, inputs);
        })
        : Optional.empty();
  }

  @Override
  public Template postCondition() {
    return Template.of("success()");
  }

  private static Attempt restore(Scene scene, BuiltInInputs inputs) {
    var key = inputs.require("key");
    var keys = new ArrayList<String>();
    keys.add(key);
    keys.addAll(inputs.lines("restore-keys"));
    var tar = new Tar(scene);
    var found = find(scene, keys, version(inputs.paths("path", scene), tar));
    var outputs = new LinkedHashMap<String, String>();
    outputs.put("cache-primary-key", key);
    if (found.isEmpty()) {
      if (inputs.isTrue("fail-on-cache-miss")) {
        throw new StepFailure(
            "Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: "
                + key);
      }
      scene.log().say("Cache not found for input keys: " + String.join(", ", keys));
      return Attempt.succeeded(outputs);
    }
    var cache = found.get();
    if (inputs.isTrue("lookup-only")) {
      scene.log().say("Cache found and can be restored from key: " + cache.key());
    } else {
      tar.unpack(cache.content());
      scene.log().say("Cache restored from key: " + cache.key());
    }
    outputs.put("cache-matched-key", cache.key());
    outputs.put("cache-hit", Boolean.toString(cache.key().equals(key)));
    return Attempt.succeeded(outputs).keeping(Map.of("CACHE_RESULT", cache.key()));
  }

  private static Optional<Cache> find(Scene scene, List<String> keys, String version) {
    try {
      return scene.site().offers().caches().find(keys, version);
    } catch (Caches.RefusedException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  /// What cannot be stored is a warning: the job did its work.
  private static Attempt save(Scene scene, BuiltInInputs inputs) {
    var key = inputs.require("key");
    var patterns = inputs.paths("path", scene);
    var tar = new Tar(scene);
    var caches = scene.site().offers().caches();
    try {
      var paths = existing(scene, patterns);
      if (paths.isEmpty()) {
        scene
            .log()
            .warn(
                "Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.");
        return Attempt.of(Conclusion.SUCCESS);
      }
      var version = version(patterns, tar);
      var staged = caches.begin(key, version);
      try {
        tar.pack(paths, staged);
        caches.finish(key, version, staged);
      } catch (StepFailure | Caches.RefusedException e) {
        caches.drop(staged);
        throw e;
      }
      scene.log().say("Cache saved with key: " + key);
    } catch (Caches.RefusedException e) {
      scene.log().warn("Failed to save: " + e.getMessage());
    } catch (IOException e) {
      throw new StepFailure("The cache cannot be stored: " + e.getMessage());
    }
    return Attempt.of(Conclusion.SUCCESS);
  }

  /// A path without a star is meant as it is; one with stars means the files that match.
  private static List<Path> existing(Scene scene, List<String> patterns) throws IOException {
    var workspace = scene.site().workspace().workspace();
    var starred = new ArrayList<String>();
    var paths = new ArrayList<Path>();
    for (var pattern : patterns) {
      if (pattern.matches(".*[*?\\[!].*")) {
        starred.add(pattern);
      } else if (Files.exists(workspace.resolve(pattern))) {
        paths.add(workspace.resolve(pattern).normalize());
      }
    }
    if (starred.stream().anyMatch(pattern -> !pattern.startsWith("!"))) {
      paths.addAll(new FileSearch(workspace, starred, FileSearch.Bounds.ANYWHERE).files());
    }
    return paths;
  }

  private static String version(List<String> paths, Tar tar) {
    var parts = new ArrayList<>(paths);
    parts.add(tar.compression());
    parts.add(SALT);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(String.join("|", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
