package dev.slipway.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A language whose tools a built-in setup action finds on the machine.
interface Toolchain {
  Toolchain JAVA = new JavaToolchain();
  Toolchain NODE = new NodeToolchain();
  Toolchain PYTHON = new PythonToolchain();
  Toolchain GO = new GoToolchain();

  /// What people call it, and how inputs and the tool cache do.
  String title();

  String input();

  /// The inputs of the action.
  List<String> inputs();

  /// What lies on this machine: what is on the PATH first.
  List<Installed> installed(Places places);

  /// The version that a file asks for.
  ///
  /// @param name of the file
  Optional<String> asked(String name, String content);

  /// What a step that uses it leaves behind.
  Attempt use(Installed chosen, BuiltInInputs inputs);

  /// A tool that was found.
  ///
  /// @param home the folder that has its `bin`
  record Installed(String version, Path home) {
    Path bin() {
      return home.resolve("bin");
    }
  }

  /// Where tools may lie.
  record Places(Map<String, String> env, Path toolCache) {
    private static final Pattern VERSION = Pattern.compile("v?([0-9]+(\\.[0-9]+)*)");

    public Places {
      env = Map.copyOf(env);
    }

    Path home() {
      return Path.of(env.getOrDefault("HOME", "/"));
    }

    /// Programs of the PATH whose names match, each with its version.
    List<Installed> onPath(String names, String question) {
      var found = new LinkedHashMap<Path, Installed>();
      for (var folder : env.getOrDefault("PATH", "").split(":", -1)) {
        for (var program : children(Path.of(folder))) {
          if (String.valueOf(program.getFileName()).matches(names) && Files.isExecutable(program)) {
            real(program)
                .filter(real -> !found.containsKey(real))
                .flatMap(real ->
                    version(program, question)
                        .map(version ->
                            new Installed(version, program.resolve("../..").normalize())))
                .ifPresent(installed -> found.put(real(program).orElse(program), installed));
          }
        }
      }
      return List.copyOf(found.values());
    }

    /// Folders that are named after a version.
    List<Installed> under(Path folder, String below) {
      var found = new ArrayList<Installed>();
      for (var child : children(folder)) {
        var name = VERSION.matcher(String.valueOf(child.getFileName()).replaceFirst("^go", ""));
        var home = child.resolve(below).normalize();
        if (name.matches() && Files.isDirectory(home.resolve("bin"))) {
          found.add(new Installed(name.group(1), home));
        }
      }
      return found;
    }

    /// What GitHub's own actions have put into the tool cache.
    List<Installed> cached(String name) {
      return under(toolCache.resolve(name), Machine.arch().equals("ARM64") ? "arm64" : "x64");
    }

    static List<Path> children(Path folder) {
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (var children = Files.list(folder)) {
        return children.sorted().toList();
      } catch (IOException | UncheckedIOException _) {
        return List.of();
      }
    }

    private static Optional<Path> real(Path program) {
      try {
        return Optional.of(program.toRealPath());
      } catch (IOException _) {
        return Optional.empty();
      }
    }

    /// Asks a program for its version; one that does not answer soon has none.
    private Optional<String> version(Path program, String question) {
      try {
        var builder = new ProcessBuilder(program.toString(), question).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(env);
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.empty();
        }
        var said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
        var version = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?").matcher(said);
        return process.exitValue() == 0 && version.find()
            ? Optional.of(version.group())
            : Optional.empty();
      } catch (IOException _) {
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  /// The version on a tool's line of `.tool-versions`, or the only line of a file.
  static Optional<String> line(String name, String content, String tool) {
    var lines =
        content.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"));
    return name.equals(".tool-versions")
        ? lines
            .filter(line -> line.startsWith(tool + " "))
            .map(line -> line.split("\\s+", -1)[1])
            .findFirst()
        : lines.findFirst();
  }
}
