package dev.slipway.functions.handler;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.lint.KnownActions;
import dev.slipway.ci.lint.Linter;
import dev.slipway.ci.lint.ScriptChecker;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.ci.run.Forecast;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.workflow.CallCheck;
import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Findings;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workflow files as they stand in a repository: what is found in them, and what they would run.
final class WorkflowRoutes {
  private final GitRepositories git;
  private final WorkflowFiles files;
  private final GitUrl.Reach reach;

  WorkflowRoutes(GitRepositories git, GitUrl.Reach reach) {
    this.git = git;
    this.files = new WorkflowFiles(git);
    this.reach = reach;
  }

  /// The files of one commit.
  ///
  /// @param sources by path
  private record Commit(Target target, Map<String, String> sources) {}

  HttpAnswer list(HttpCall call, ConnectedRepository repository) {
    var commit = commit(call, repository);
    var documents =
        commit.sources().keySet().stream().map(path -> summary(commit, path).build()).toList();
    return HttpAnswer.tagged(call, about(commit).put("workflows", Json.array(documents)).build());
  }

  HttpAnswer get(HttpCall call, ConnectedRepository repository, String file) {
    var commit = commit(call, repository);
    var path = path(commit, file);
    var document = summary(commit, path);
    about(commit).build().members().forEach(document::put);
    return HttpAnswer.tagged(
        call,
        document
            .put("source", source(commit, path))
            .put("findings", Findings.json(findings(commit, path)))
            .build());
  }

  HttpAnswer plan(HttpCall call, ConnectedRepository repository, String file) {
    var commit = commit(call, repository);
    var path = path(commit, file);
    return switch (WorkflowReader.read(path, source(commit, path))) {
      case ReadResult.Refused(var findings) -> throw unplanned(Findings.text(findings));
      case ReadResult.Valid(var workflow, _) ->
          HttpAnswer.tagged(
              call,
              forecast(
                  workflow,
                  source(commit, path),
                  CallCheck.of(workflow, library(commit)).sources(),
                  () -> event(call.parameter("event"), workflow, repository, commit.target())));
    };
  }

  /// Made late, so that what is wrong with it is told like what is wrong with the plan.
  private interface EventSource {
    Event get();
  }

  private static Json.Obj forecast(
      Workflow workflow, String source, Map<String, String> called, EventSource event) {
    try {
      return Forecast.of(workflow, source, called, event.get());
    } catch (InvalidPlanException | ExpressionException e) {
      throw unplanned(String.valueOf(e.getMessage()));
    }
  }

  /// The wanted event, else push where the file has it, else its first.
  private static Event event(
      Optional<String> wanted, Workflow workflow, ConnectedRepository repository, Target target) {
    var own = events(workflow);
    var name =
        wanted.orElseGet(() -> own.contains("push") || own.isEmpty() ? "push" : own.getFirst());
    return TypicalEvents.of(
        name,
        repository.id(),
        Event.shortRef(target.ref()),
        target.sha(),
        repository.id().owner(),
        Json.object().put("ref", target.ref()).build());
  }

  private Commit commit(HttpCall call, ConnectedRepository repository) {
    var url = GitUrl.of(repository.url(), reach);
    var wanted = call.parameter("ref");
    var target =
        Target.of(git, repository, url, wanted)
            .orElseThrow(() -> new ProblemException(404, "Not found", Target.missing(wanted)));
    return new Commit(target, files.at(url, target.ref(), target.sha()));
  }

  private static String path(Commit commit, String file) {
    return commit.sources().keySet().stream()
        .filter(path -> WorkflowFiles.names(path, file))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                404,
                "Not found",
                "There is no workflow %s at %s".formatted(file, commit.target().ref())));
  }

  private static String source(Commit commit, String path) {
    return String.valueOf(commit.sources().get(path));
  }

  private static Json.Builder about(Commit commit) {
    return Json.object().put("ref", commit.target().ref()).put("sha", commit.target().sha());
  }

  private static Json.Builder summary(Commit commit, String path) {
    var document = Json.object().put("path", path).put("file", fileOf(path));
    switch (WorkflowReader.read(path, source(commit, path))) {
      case ReadResult.Refused _ -> document.put("name", path).put("events", Json.Arr.EMPTY);
      case ReadResult.Valid(var workflow, _) ->
          document
              .put("name", workflow.displayName())
              .put("events", Json.strings(events(workflow)));
    }
    var counts = Json.object();
    var findings = findings(commit, path);
    for (var severity : Finding.Severity.values()) {
      var count = findings.stream().filter(finding -> finding.severity() == severity).count();
      counts.put(wordOf(severity), (double) count);
    }
    return document.put("counts", counts.build());
  }

  private static String wordOf(Finding.Severity severity) {
    return switch (severity) {
      case ERROR -> "errors";
      case WARNING -> "warnings";
      case INFO -> "infos";
    };
  }

  private static String fileOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> events(Workflow workflow) {
    return workflow.triggers().stream().map(Trigger::event).toList();
  }

  /// Workflows that a file calls are looked up in the same commit; those of other repositories and
  /// actions beside GitHub's own cannot be read from here, which is no finding.
  private static List<Finding> findings(Commit commit, String path) {
    return new Linter(library(commit), new KnownActions(), ScriptChecker.NONE)
        .lint(path, source(commit, path));
  }

  private static Library library(Commit commit) {
    return name -> {
      var source = commit.sources().get(name);
      if (source != null) {
        return new Library.Lookup.Found(name, source);
      }
      return name.contains("@") ? new Library.Lookup.Unreadable() : new Library.Lookup.Missing();
    };
  }

  private static ProblemException unplanned(String why) {
    return new ProblemException(422, "The workflow cannot be planned", why);
  }
}
