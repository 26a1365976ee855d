package dev.slipway.runner;

import dev.slipway.runner.coverage.JacocoReport;
import dev.slipway.runner.coverage.UnreadableReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The built-in `codecov/codecov-action`: reads JaCoCo's reports into the job's summary; nothing
/// leaves the machine.
record CoverageAction() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of(
          "files", "file", "flags", "name", "directory", "token", "fail_ci_if_error", "verbose");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("codecov/codecov-action", given);
    inputs.warn(KNOWN, scene.log());
    var reports = new ArrayList<JacocoReport>();
    for (var file : files(scene, inputs)) {
      try {
        reports.add(JacocoReport.read(Files.readAllBytes(file)));
        scene.log().say("Read " + scene.site().workspace().workspace().relativize(file));
      } catch (IOException | UnreadableReportException e) {
        scene.log().warn("%s cannot be read: %s".formatted(file.getFileName(), e.getMessage()));
      }
    }
    if (reports.isEmpty()) {
      return nothing(scene, inputs);
    }
    var flags = inputs.text("flags", "");
    var text = JacocoReport.markdown(flags.isEmpty() ? "Coverage" : "Coverage: " + flags, reports);
    scene.site().book().summarize(scene.log().step(), text);
    reports.forEach(report -> scene.log().say(report.line()));
    scene.log().warn("The report stays here: nothing is sent to Codecov");
    return Attempt.succeeded(Map.of());
  }

  private static Attempt nothing(Scene scene, BuiltInInputs inputs) {
    var message = "No JaCoCo report was found; name it in 'files'";
    if (inputs.isTrue("fail_ci_if_error")) {
      throw new StepFailure(message);
    }
    scene.log().warn(message);
    return Attempt.succeeded(Map.of());
  }

  private static List<Path> files(Scene scene, BuiltInInputs inputs) {
    var workspace = scene.site().workspace().workspace();
    var named = inputs.text("files", inputs.text("file", ""));
    var folder = inputs.text("directory", ".");
    var patterns =
        named.isEmpty() ? List.of(folder + "/**/jacoco*.xml") : List.of(named.split("[\\s,]+"));
    try {
      return new FileSearch(workspace, patterns, FileSearch.Bounds.FOLDER)
          .files().stream().sorted().toList();
    } catch (IOException e) {
      throw new StepFailure("The workspace cannot be read: " + e.getMessage());
    }
  }
}
