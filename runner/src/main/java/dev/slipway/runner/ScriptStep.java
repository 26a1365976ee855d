package dev.slipway.runner;

import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.ci.workflow.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A step that is a script.
final class ScriptStep {
  private final Scene scene;
  private final JobSite site;
  private final StepView view;
  private final StepLog log;

  ScriptStep(Scene scene) {
    this.scene = scene;
    this.site = scene.site();
    this.view = scene.view();
    this.log = scene.log();
  }

  /// @throws StepFailure when it cannot be started
  Attempt run(Work.Run run, CommandFiles files) {
    var script = view.text(run.script());
    var environment = scene.environment(files);
    var defaults = site.defaults();
    var shell =
        Shell.of(
            first(
                Stream.concat(
                    run.shell().stream(), defaults.stream().flatMap(one -> one.shell().stream()))),
            environment.getOrDefault("PATH", ""));
    announce(script, shell, view.env());
    var folder =
        folder(
            first(
                Stream.concat(
                    run.workingDirectory().stream(),
                    defaults.stream().flatMap(one -> one.workingDirectory().stream()))));
    var file = write(shell.wrap(script), shell.extension());
    return new Execution(scene).run(shell.commandFor(file), folder, environment, files);
  }

  private Optional<String> first(Stream<Template> templates) {
    return templates.map(view::text).filter(text -> !text.isEmpty()).findFirst();
  }

  private Path folder(Optional<String> name) {
    var folder = site.workspace().workspace().resolve(name.orElse("")).normalize();
    if (!Files.isDirectory(folder)) {
      throw new StepFailure("The working directory %s does not exist".formatted(folder));
    }
    return folder;
  }

  private Path write(String script, String extension) {
    var file = site.workspace().temp().resolve("step-%d%s".formatted(site.next(), extension));
    try {
      return Files.writeString(file, script);
    } catch (IOException e) {
      throw new StepFailure("The script cannot be written: " + e.getMessage());
    }
  }

  private void announce(String script, Shell shell, Map<String, String> env) {
    var first = script.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    log.add("##[group]Run " + first.strip());
    script.lines().forEach(log::add);
    log.add("shell: " + shell.shown());
    if (!env.isEmpty()) {
      log.add("env:");
      env.forEach((name, value) -> log.add("  %s: %s".formatted(name, value)));
    }
    log.add("##[endgroup]");
    log.send();
  }
}
