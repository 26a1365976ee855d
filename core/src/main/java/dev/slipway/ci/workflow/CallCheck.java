package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Library.Lookup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

  /// Files that call each other more than once make ever more jobs; no run takes so many.
  static final int MAX_CALLS = 1_000;

  private final Library library;
  private final Map<String, Lookup> read = new HashMap<>();
  private final Map<String, Optional<Callee>> parsed = new HashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Set<Finding> unread = new LinkedHashSet<>();
  private int count;

  private CallCheck(Library library) {
    this.library = library;
  }

  /// @param unread one for each call of a file that could not be read; a lint says nothing of them,
  ///   a run cannot do without
  /// @param tree the workflow with all that it calls, where that could be read
  /// @param sources the texts of the called files, by the names of the tree
  public record Result(
      List<Finding> findings,
      List<Finding> unread,
      WorkflowTree tree,
      Map<String, String> sources) {
    public Result {
      findings = List.copyOf(findings);
      unread = List.copyOf(unread);
      sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /// The workflows that jobs call directly, by job.
    public Map<String, Workflow> called() {
      var called = new LinkedHashMap<String, Workflow>();
      tree.calls().forEach((job, call) -> called.put(job, call.workflow()));
      return called;
    }
  }

  /// A called file.
  ///
  /// @param name the name that its own calls are looked up by
  private record Callee(String name, String file, String source, Workflow workflow) {}

  /// Checks all calls, also those of the called.
  public static Result of(Workflow workflow, Library library) {
    var check = new CallCheck(library);
    var root = new Callee(workflow.path(), workflow.path(), "", workflow);
    var tree = check.tree(root, workflow.permissions(), List.of(root.name()));
    return new Result(
        new ArrayList<>(check.findings), new ArrayList<>(check.unread), tree, check.sources);
  }

  /// @param chain the names of the files that lead here, this one last
  private WorkflowTree tree(Callee file, Optional<Permissions> ceiling, List<String> chain) {
    var calls = new LinkedHashMap<String, WorkflowTree>();
    for (var job : file.workflow().jobs().values()) {
      if (job.body() instanceof Body.Call call && isCounted(file, call)) {
        callee(file, call)
            .map(callee -> follow(job, call, file, callee, ceiling, chain))
            .ifPresent(tree -> calls.put(job.id(), tree));
      }
    }
    return new WorkflowTree(file.name(), file.workflow(), calls);
  }

  private boolean isCounted(Callee file, Body.Call call) {
    if (count == MAX_CALLS) {
      add(
          file.file(),
          call.uses().at(),
          "Reusable workflows are called more than %d times".formatted(MAX_CALLS));
    }
    return count++ < MAX_CALLS;
  }

  private WorkflowTree follow(
      Job job,
      Body.Call call,
      Callee file,
      Callee callee,
      Optional<Permissions> ceiling,
      List<String> chain) {
    var before = findings.size();
    var most = job.permissions().or(() -> ceiling);
    var leaf = new WorkflowTree(callee.name(), callee.workflow(), Map.of());
    if (chain.size() > MAX_DEPTH || chain.contains(callee.name())) {
      add(file.file(), call.uses().at(), tooDeep(callee, chain));
      return leaf;
    }
    var asked = callee.workflow().call();
    if (asked.isEmpty()) {
      add(
          callee.file(),
          YamlReader.valueAt(callee.source(), "on"),
          "workflow_call key is not defined in the referenced workflow.");
      return leaf;
    }
    CallArguments.check(call, asked.get())
        .forEach(fault -> add(file.file(), fault.at(), fault.message()));
    PermissionCeiling.check(call.uses().text(), callee.workflow(), most)
        .forEach(message -> add(file.file(), job.at(), message));
    if (findings.size() > before) {
      return leaf;
    }
    var deeper = new ArrayList<>(chain);
    deeper.add(callee.name());
    return tree(callee, callee.workflow().permissions().or(() -> most), deeper);
  }

  /// A cycle has no end; that is told at once.
  private static String tooDeep(Callee callee, List<String> chain) {
    var message = "Nested reusable workflow depth exceeded %d.".formatted(MAX_DEPTH);
    return chain.contains(callee.name())
        ? message + " '%s' is called by itself.".formatted(callee.file())
        : message;
  }

  private Optional<Callee> callee(Callee file, Body.Call call) {
    var name = name(file.name(), WorkflowReference.parse(call.uses().text()));
    var known = read.get(name);
    if (known == null) {
      if (read.size() >= MAX_FILES) {
        add(
            file.file(),
            call.uses().at(),
            "The maximum file count of %d has been exceeded".formatted(MAX_FILES + 1));
        return Optional.empty();
      }
      known = library.find(name);
      read.put(name, known);
    }
    return switch (known) {
      case Lookup.Found(var shown, var source) -> parsed(name, shown, source);
      case Lookup.Unreadable(var why) -> {
        unread.add(
            finding(
                file.file(),
                call.uses().at(),
                "The called workflow \"%s\" cannot be read: %s"
                    .formatted(call.uses().text(), why)));
        yield Optional.empty();
      }
      case Lookup.Missing _ -> {
        add(
            file.file(),
            call.uses().at(),
            "error parsing called workflow \"%s\": workflow was not found."
                .formatted(call.uses().text()));
        yield Optional.empty();
      }
    };
  }

  private Optional<Callee> parsed(String name, String file, String source) {
    return parsed.computeIfAbsent(name, _ -> read(name, file, source));
  }

  private Optional<Callee> read(String name, String file, String source) {
    sources.put(name, source);
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
    findings.add(finding(file, at, message));
  }

  private static Finding finding(String file, Position at, String message) {
    return new Finding(file, at, message, RULE, Severity.ERROR);
  }
}
