package dev.slipway.cli.file;

import dev.slipway.ci.lint.Actions;
import dev.slipway.ci.workflow.ActionFile;
import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Library;
import dev.slipway.cli.Refusal;
import dev.slipway.git.WorkingCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The files around a workflow: those that `--include` names, and those of its repository.
///
/// @param root the repository's folder; absent where nobody can tell
/// @param included by the name that callers use
public record RepositoryFiles(Optional<Path> root, Map<String, WorkflowFiles.Named> included)
    implements Library, Actions {
  public RepositoryFiles {
    included = Map.copyOf(included);
  }

  /// The files around a workflow file.
  ///
  /// @param includes `NAME=PATH` each
  /// @throws Refusal when an include is malformed or cannot be read
  public static RepositoryFiles around(Path workflow, List<String> includes) {
    return new RepositoryFiles(root(workflow.toAbsolutePath().normalize()), included(includes));
  }

  /// The working copy, else the folder above `.github`.
  private static Optional<Path> root(Path workflow) {
    var folders = new ArrayList<Path>();
    for (var path = workflow.getParent(); path != null; path = path.getParent()) {
      folders.add(path);
    }
    return folders.stream()
        .limit(1)
        .flatMap(folder -> WorkingCopy.containing(folder).stream())
        .map(WorkingCopy::root)
        .findFirst()
        .or(() ->
            folders.stream()
                .filter(path -> path.endsWith(".github") || path.endsWith(".slipway"))
                .findFirst()
                .map(Path::getParent));
  }

  private static Map<String, WorkflowFiles.Named> included(List<String> includes) {
    var files = new LinkedHashMap<String, WorkflowFiles.Named>();
    for (var include : includes) {
      var split = include.indexOf('=');
      if (split < 1 || split == include.length() - 1) {
        throw Refusal.invalid("--include %s: write NAME=PATH".formatted(include));
      }
      var name = include.substring(0, split);
      var source = WorkflowFiles.text(Path.of(include.substring(split + 1)));
      files.put(lookedUpAs(name), new WorkflowFiles.Named(name, source));
    }
    return files;
  }

  /// Callers may write `./` or `$/` before a path of their own repository.
  private static String lookedUpAs(String name) {
    return name.startsWith("./") || name.startsWith("$/") ? name.substring(2) : name;
  }

  @Override
  public Lookup find(String name) {
    var given = included.get(name);
    if (given != null) {
      return new Lookup.Found(given.name(), given.source());
    }
    if (root.isEmpty() || name.contains("@")) {
      return new Lookup.Unreadable();
    }
    var file = root.get().resolve(name);
    return Files.isRegularFile(file)
        ? new Lookup.Found(name, WorkflowFiles.text(file))
        : new Lookup.Missing();
  }

  @Override
  public Optional<Action> find(ActionReference reference) {
    if (root.isEmpty() || !(reference instanceof ActionReference.Local(var path))) {
      return Optional.empty();
    }
    return Stream.of("action.yml", "action.yaml")
        .map(root.get().resolve(path)::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(file -> ActionFile.read(WorkflowFiles.text(file)))
        .map(RepositoryFiles::action);
  }

  /// Scripts may set outputs that an action does not declare; of a composite one only those come
  /// out.
  private static Action action(ActionFile file) {
    var inputs = new LinkedHashMap<String, Input>();
    file.inputs()
        .forEach((name, input) ->
            inputs.put(
                name, new Input(input.required() && !input.hasDefault(), input.deprecation())));
    return new Action(
        inputs, file.using().equals("composite") ? Optional.of(file.outputs()) : Optional.empty());
  }
}
