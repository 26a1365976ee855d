package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `actions/setup-java` sets up.
record JavaToolchain() implements Toolchain {
  @Override
  public String title() {
    return "a JDK";
  }

  @Override
  public String input() {
    return "java-version";
  }

  @Override
  public List<String> inputs() {
    return List.of(
        "java-version",
        "java-version-file",
        "distribution",
        "java-package",
        "architecture",
        "jdk-file",
        "jdkFile",
        "check-latest",
        "force-download",
        "set-default",
        "verify-signature",
        "verify-signature-public-key",
        "server-id",
        "server-username-env-var",
        "server-username",
        "server-password-env-var",
        "server-password",
        "settings-path",
        "overwrite-settings",
        "gpg-private-key",
        "gpg-passphrase-env-var",
        "gpg-passphrase",
        "cache",
        "cache-jdk",
        "cache-dependency-path",
        "cache-path",
        "cache-read-only",
        "job-status",
        "token",
        "mvn-toolchain-id",
        "mvn-toolchain-vendor",
        "show-download-progress",
        "problem-matcher",
        "version");
  }

  @Override
  public List<Installed> installed(Places places) {
    var homes = new ArrayList<Path>();
    places
        .env()
        .forEach((name, value) -> {
          if (name.startsWith("JAVA_HOME")) {
            homes.add(Path.of(value));
          }
        });
    homes.addAll(Places.children(Path.of("/usr/lib/jvm")));
    homes.addAll(Places.children(places.home().resolve(".sdkman/candidates/java")));
    for (var cached : Places.children(places.toolCache())) {
      if (String.valueOf(cached.getFileName()).startsWith("Java_")) {
        Places.children(cached).forEach(version -> homes.addAll(Places.children(version)));
      }
    }
    return homes.stream().flatMap(home -> at(home).stream()).distinct().toList();
  }

  /// A folder is a JDK when it has a compiler and says its version.
  private static Optional<Installed> at(Path home) {
    var release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isRegularFile(release)) {
      return Optional.empty();
    }
    try {
      return Files.readString(release)
          .lines()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
          .map(version -> version.replaceFirst("^1\\.", ""))
          .map(version -> new Installed(version, home))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> asked(String name, String content) {
    var text =
        name.equals(".sdkmanrc")
            ? content.lines().filter(line -> line.startsWith("java=")).findFirst()
            : Toolchain.line(name, content, "java");
    return text.map(line -> line.replaceFirst("^[^0-9]*", "").replaceFirst("[^0-9.].*$", ""));
  }

  @Override
  public Attempt use(Installed chosen, BuiltInInputs inputs) {
    var env = new LinkedHashMap<String, String>();
    var home = chosen.home().toString();
    var isDefault = inputs.text("set-default", "true").equals("true");
    if (isDefault) {
      env.put("JAVA_HOME", home);
    }
    env.put(
        "JAVA_HOME_%d_%s"
            .formatted(VersionRange.numbers(chosen.version()).getFirst(), Machine.arch()),
        home);
    return new Attempt(
        Conclusion.SUCCESS,
        Map.of(
            "version",
            chosen.version(),
            "path",
            home,
            "distribution",
            inputs.text("distribution", ""),
            "cache-hit",
            "false"),
        env,
        isDefault ? List.of(chosen.bin().toString()) : List.of(),
        Map.of());
  }
}
