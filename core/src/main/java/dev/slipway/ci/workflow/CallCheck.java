package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Library.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows the calls of a workflow as far as the library reaches: what is called must be there, be
/// valid, be callable, get what it asks for, and ask for no more than its caller may do.
public final class CallCheck {
  static final String RULE = "workflow-call";
  static final int MAX_DEPTH = 10;
  static final int MAX_FILES = 50;

  private final Library library;
  private final Map<String, Optional<Callee>> read = new LinkedHashMap<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  private CallCheck(Library library) {
    this.library = library;
  }

  /// @param called the workflows that jobs call directly, by job, where they could be read
  public record Result(List<Finding> findings, Map<String, Workflow> called) {
    public Result {
      findings = List.copyOf(findings);
      called = Map.copyOf(called);
    }
  }

  /// A called file.
  ///
  /// @param name the name that its own calls are looked up by
  private record Callee(String name, String file, String source, Workflow workflow) {}

  /// Checks all calls, also those of the called.
  public static Result of(Workflow workflow, Library library) {
    var check = new CallCheck(library);
    var called = check.calls(workflow, workflow.path(), workflow.path(), workflow.permissions(), 1);
    return new Result(new ArrayList<>(check.findings), called);
  }

  /// @param name what the file's local calls are relative to
  private Map<String, Workflow> calls(
      Workflow workflow, String name, String file, Optional<Permissions> ceiling, int depth) {
    var called = new LinkedHashMap<String, Workflow>();
    for (var job : workflow.jobs().values()) {
      if (job.body() instanceof Body.Call call) {
        callee(name, file, call)
            .ifPresent(callee -> {
              called.put(job.id(), callee.workflow());
              follow(job, call, file, callee, job.permissions().or(() -> ceiling), depth);
            });
      }
    }
    return called;
  }

  private void follow(
      Job job, Body.Call call, String file, Callee callee, Optional<Permissions> most, int depth) {
    var before = findings.size();
    if (depth > MAX_DEPTH) {
      add(
          file,
          call.uses().at(),
          "Nested reusable workflow depth exceeded %d.".formatted(MAX_DEPTH));
      return;
    }
    var asked = callee.workflow().call();
    if (asked.isEmpty()) {
      add(
          callee.file(),
          YamlReader.valueAt(callee.source(), "on"),
          "workflow_call key is not defined in the referenced workflow.");
      return;
    }
    CallArguments.check(call, asked.get()).forEach(fault -> add(file, fault.at(), fault.message()));
    PermissionCeiling.check(call.uses().text(), callee.workflow(), most)
        .forEach(message -> add(file, job.at(), message));
    if (findings.size() == before) {
      var own = callee.workflow().permissions().or(() -> most);
      calls(callee.workflow(), callee.name(), callee.file(), own, depth + 1);
    }
  }

  private Optional<Callee> callee(String caller, String file, Body.Call call) {
    var name = name(caller, WorkflowReference.parse(call.uses().text()));
    var known = read.get(name);
    if (known != null) {
      return known;
    }
    if (read.size() >= MAX_FILES) {
      add(
          file,
          call.uses().at(),
          "The maximum file count of %d has been exceeded".formatted(MAX_FILES + 1));
      return Optional.empty();
    }
    var callee =
        switch (library.find(name)) {
          case Lookup.Found(var shown, var source) -> read(name, shown, source);
          case Lookup.Unreadable _ -> Optional.<Callee>empty();
          case Lookup.Missing _ -> {
            add(
                file,
                call.uses().at(),
                "error parsing called workflow \"%s\": workflow was not found."
                    .formatted(call.uses().text()));
            yield Optional.<Callee>empty();
          }
        };
    read.put(name, callee);
    return callee;
  }

  private Optional<Callee> read(String name, String file, String source) {
    return switch (WorkflowReader.read(file, source)) {
      case ReadResult.Refused(var faults) -> {
        findings.addAll(faults);
        yield Optional.empty();
      }
      case ReadResult.Valid(var workflow, _) ->
          Optional.of(new Callee(name, file, source, workflow));
    };
  }

  /// A local reference inside a file of another repository means that repository and commit.
  private static String name(String caller, WorkflowReference reference) {
    return switch (reference) {
      case WorkflowReference.Remote(var owner, var repository, var path, var ref) ->
          "%s/%s/%s@%s".formatted(owner, repository, path, ref);
      case WorkflowReference.Local(var path) -> {
        var remote = WorkflowReference.REMOTE.matcher(caller);
        yield remote.matches()
            ? "%s/%s/%s@%s".formatted(remote.group(1), remote.group(2), path, remote.group(4))
            : path;
      }
    };
  }

  private void add(String file, Position at, String message) {
    findings.add(new Finding(file, at, message, RULE, Severity.ERROR));
  }
}
