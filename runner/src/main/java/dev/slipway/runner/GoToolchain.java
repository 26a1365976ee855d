package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `actions/setup-go` sets up.
record GoToolchain() implements Toolchain {
  @Override
  public String title() {
    return "Go";
  }

  @Override
  public String input() {
    return "go-version";
  }

  @Override
  public List<String> inputs() {
    return List.of(
        "go-version",
        "go-version-file",
        "check-latest",
        "token",
        "cache",
        "cache-dependency-path",
        "architecture",
        "go-download-base-url",
        "version",
        "stable");
  }

  @Override
  public List<Installed> installed(Places places) {
    var all = new ArrayList<>(places.onPath("go", "version"));
    all.addAll(places.cached("go"));
    all.addAll(places.under(places.home().resolve("sdk"), ""));
    all.addAll(places.under(Path.of("/usr/lib"), ""));
    return all;
  }

  /// The line `go` of `go.mod` names the least version.
  @Override
  public Optional<String> asked(String name, String content) {
    return name.equals("go.mod") || name.equals("go.work")
        ? content
            .lines()
            .filter(line -> line.startsWith("go "))
            .map(line -> ">=" + line.substring("go ".length()).strip())
            .findFirst()
        : Toolchain.line(name, content, "golang");
  }

  @Override
  public Attempt use(Installed chosen, BuiltInInputs inputs) {
    return new Attempt(
        Conclusion.SUCCESS,
        Map.of("go-version", chosen.version(), "cache-hit", "false"),
        Map.of(),
        List.of(chosen.bin().toString()),
        Map.of());
  }
}
