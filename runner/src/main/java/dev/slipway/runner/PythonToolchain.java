package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `actions/setup-python` sets up.
record PythonToolchain() implements Toolchain {
  @Override
  public String title() {
    return "Python";
  }

  @Override
  public String input() {
    return "python-version";
  }

  @Override
  public List<String> inputs() {
    return List.of(
        "python-version",
        "python-version-file",
        "cache",
        "architecture",
        "check-latest",
        "token",
        "cache-dependency-path",
        "update-environment",
        "allow-prereleases",
        "freethreaded",
        "ignore-platform-version",
        "pip-version",
        "pip-install",
        "version");
  }

  @Override
  public List<Installed> installed(Places places) {
    var all = new ArrayList<>(places.onPath("python3?(\\.[0-9]+)?", "--version"));
    all.addAll(places.cached("Python"));
    var pyenv = places.env().getOrDefault("PYENV_ROOT", places.home().resolve(".pyenv").toString());
    all.addAll(places.under(Path.of(pyenv, "versions"), ""));
    return all;
  }

  @Override
  public Optional<String> asked(String name, String content) {
    return name.equals("pyproject.toml")
        ? content
            .lines()
            .filter(line -> line.strip().startsWith("requires-python"))
            .map(line -> line.replaceFirst("^[^=]*=\\s*", "").replaceAll("[\"']", "").strip())
            .findFirst()
        : Toolchain.line(name, content, "python");
  }

  @Override
  public Attempt use(Installed chosen, BuiltInInputs inputs) {
    var program = program(chosen);
    var isSet = inputs.text("update-environment", "true").equals("true");
    return new Attempt(
        Conclusion.SUCCESS,
        Map.of(
            "python-version", chosen.version(),
            "python-path", program.toString(),
            "cache-hit", "false"),
        isSet
            ? Map.of(
                "pythonLocation", chosen.home().toString(),
                "Python_ROOT_DIR", chosen.home().toString(),
                "Python3_ROOT_DIR", chosen.home().toString())
            : Map.of(),
        isSet ? List.of(chosen.bin().toString()) : List.of(),
        Map.of());
  }

  private static Path program(Installed chosen) {
    var numbers = VersionRange.numbers(chosen.version());
    return List.of(
            "python%d.%d".formatted(numbers.get(0), numbers.size() > 1 ? numbers.get(1) : 0),
            "python3",
            "python")
        .stream()
        .map(chosen.bin()::resolve)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(chosen.bin().resolve("python3"));
  }
}
