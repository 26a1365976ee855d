package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `actions/setup-node` sets up.
record NodeToolchain() implements Toolchain {
  @Override
  public String title() {
    return "Node.js";
  }

  @Override
  public String input() {
    return "node-version";
  }

  @Override
  public List<String> inputs() {
    return List.of(
        "always-auth",
        "node-version",
        "node-version-file",
        "architecture",
        "check-latest",
        "registry-url",
        "scope",
        "token",
        "cache",
        "package-manager-cache",
        "cache-dependency-path",
        "mirror",
        "mirror-token",
        "version");
  }

  @Override
  public List<Installed> installed(Places places) {
    var all = new ArrayList<>(places.onPath("node", "--version"));
    all.addAll(places.cached("node"));
    all.addAll(places.under(places.home().resolve(".nvm/versions/node"), ""));
    return all;
  }

  @Override
  public Optional<String> asked(String name, String content) {
    if (!name.equals("package.json")) {
      return Toolchain.line(name, content, "nodejs")
          .or(() -> Toolchain.line(name, content, "node"));
    }
    try {
      var file = Json.parseObject(content.getBytes(StandardCharsets.UTF_8));
      return file.object("volta").string("node").or(() -> file.object("engines").string("node"));
    } catch (MalformedJsonException e) {
      throw new StepFailure("package.json is not JSON: " + e.getMessage());
    }
  }

  @Override
  public Attempt use(Installed chosen, BuiltInInputs inputs) {
    return new Attempt(
        Conclusion.SUCCESS,
        Map.of("node-version", "v" + chosen.version(), "cache-hit", "false"),
        Map.of(),
        List.of(chosen.bin().toString()),
        Map.of());
  }
}
