package dev.slipway.runner;

import dev.slipway.runner.Toolchain.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The built-in `actions/setup-java`, `-node`, `-python` and `-go`: they use what the machine has,
/// and fetch nothing.
record SetupAction(Toolchain tool) implements BuiltIn {
  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("actions/setup", given);
    inputs.warn(tool.inputs(), scene.log());
    if (!inputs.text("cache", "").isEmpty() && !inputs.text("cache", "").equals("false")) {
      scene.log().say("Caches of packages are left out: they are kept on this machine already");
    }
    var installed = tool.installed(places(scene));
    var all = Attempt.succeeded(Map.of());
    for (var wanted : wanted(scene, inputs)) {
      var chosen = choose(installed, wanted);
      scene.log().say("Use %s %s in %s".formatted(tool.title(), chosen.version(), chosen.home()));
      all = joined(all, tool.use(chosen, inputs));
    }
    return all;
  }

  private static Toolchain.Places places(Scene scene) {
    var site = scene.site();
    var env = new LinkedHashMap<>(site.inherited());
    var own = site.state().paths();
    if (!own.isEmpty()) {
      env.put("PATH", String.join(":", own) + ":" + env.getOrDefault("PATH", ""));
    }
    return new Toolchain.Places(env, site.workspace().toolCache());
  }

  /// The versions that a step asks for; several, one a line, are all set up, the last one foremost.
  private List<String> wanted(Scene scene, BuiltInInputs inputs) {
    var versions = inputs.lines(tool.input());
    if (!versions.isEmpty()) {
      return versions;
    }
    var file = inputs.text(tool.input() + "-file", "");
    return file.isEmpty() ? List.of("*") : List.of(asked(scene, file));
  }

  private String asked(Scene scene, String name) {
    var file = scene.site().workspace().workspace().resolve(name).normalize();
    try {
      if (!Files.isRegularFile(file)) {
        throw new StepFailure("The specified version file at: %s does not exist".formatted(file));
      }
      return tool.asked(String.valueOf(file.getFileName()), Files.readString(file))
          .orElseThrow(() -> new StepFailure("%s names no version".formatted(name)));
    } catch (IOException e) {
      throw new StepFailure("%s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  /// What comes first, on the PATH, if it will do; else the newest.
  private Installed choose(List<Installed> installed, String wanted) {
    var range = VersionRange.of(wanted);
    var fitting = installed.stream().filter(one -> range.has(one.version())).toList();
    if (fitting.isEmpty()) {
      throw new StepFailure(
          "There is no %s %s on this machine, and nothing is fetched without a network. %s"
              .formatted(tool.title(), wanted, has(installed)));
    }
    return Optional.of(installed.getFirst())
        .filter(first -> range.has(first.version()))
        .orElseGet(() ->
            fitting.stream()
                .max((one, other) ->
                    VersionRange.compare(
                        VersionRange.numbers(one.version()), VersionRange.numbers(other.version())))
                .orElseThrow());
  }

  private static String has(List<Installed> installed) {
    return installed.isEmpty()
        ? "It has none; install one"
        : installed.stream()
            .map(one -> one.version() + " in " + one.home())
            .distinct()
            .collect(Collectors.joining(", ", "It has ", ""));
  }

  private static Attempt joined(Attempt one, Attempt other) {
    var env = new LinkedHashMap<>(one.env());
    env.putAll(other.env());
    var paths = new ArrayList<>(one.paths());
    paths.addAll(other.paths());
    return new Attempt(other.outcome(), other.outputs(), env, paths, other.states());
  }
}
