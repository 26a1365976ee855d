package dev.slipway.cli.file;

import dev.slipway.ci.lint.ScriptChecker;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Has shell scripts looked at by `shellcheck`, where it is installed.
final class ShellCheck implements ScriptChecker {
  private static final int PATIENCE_SECONDS = 20;

  /// Faults that come from scripts being cut out of their workflow: files that are not there,
  /// variables of the environment, and constants where expressions stood.
  private static final String EXCLUDED = "SC1091,SC2043,SC2050,SC2154,SC2157,SC2194";

  private final Path program;
  private final Map<String, List<Remark>> known = new ConcurrentHashMap<>();

  private ShellCheck(Path program) {
    this.program = program;
  }

  /// The program on the search path, else nobody.
  static ScriptChecker find() {
    return on(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static ScriptChecker on(String path) {
    return search(path).<ScriptChecker>map(ShellCheck::new).orElse(ScriptChecker.NONE);
  }

  private static Optional<Path> search(String path) {
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "shellcheck"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public List<Remark> check(String script, Shell shell) {
    return known.computeIfAbsent(shell + "\n" + script, _ -> run(script, shell));
  }

  /// Without an answer in time there are no remarks: the linter's own findings matter more.
  private List<Remark> run(String script, Shell shell) {
    try {
      var process =
          new ProcessBuilder(
                  program.toString(),
                  "--norc",
                  "--format=json",
                  "--shell=" + shell.name().toLowerCase(Locale.ROOT),
                  "--exclude=" + EXCLUDED,
                  "-")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write(script.getBytes(StandardCharsets.UTF_8));
      }
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return remarks(answer);
    } catch (IOException | MalformedJsonException _) {
      return List.of();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<Remark> remarks(String answer) {
    return Json.parse(answer) instanceof Json.Arr(var items)
        ? items.stream()
            .filter(Json.Obj.class::isInstance)
            .map(item -> remark((Json.Obj) item))
            .toList()
        : List.of();
  }

  private static Remark remark(Json.Obj item) {
    var level = item.string("level").orElse("");
    return new Remark(
        item.number("line").orElse(1.0).intValue(),
        item.number("column").orElse(1.0).intValue(),
        "SC%d: %s"
            .formatted(
                item.number("code").orElse(0.0).intValue(), item.string("message").orElse("")),
        level.equals("error") || level.equals("warning") ? Weight.WARNING : Weight.INFO);
  }
}
