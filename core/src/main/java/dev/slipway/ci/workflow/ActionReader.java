package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Action.Phase;
import dev.slipway.ci.workflow.Action.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads an `action.yml` as GitHub's runner does.
public final class ActionReader {
  private static final Template ALWAYS = Template.of("always()");

  private final Problems problems;

  private ActionReader(String path) {
    this.problems = new Problems(path);
  }

  /// What reading a file gave.
  public sealed interface Result {
    record Valid(Action action) implements Result {}

    /// At least one finding.
    record Refused(List<Finding> findings) implements Result {}
  }

  /// Reads a file's text.
  ///
  /// @param path how findings name the file
  public static Result read(String path, String source) {
    return new ActionReader(path).read(source);
  }

  private Result read(String source) {
    var document = YamlReader.read(source, problems);
    if (document.isPresent() && problems.none()) {
      GrammarCheck.check(document.get(), ActionGrammar.ACTION, problems);
    }
    if (document.isEmpty() || !problems.none()) {
      return refused();
    }
    var root = Fields.mapping(document.get());
    var action = new Action(inputs(root), runs(root));
    return problems.none() ? new Result.Valid(action) : refused();
  }

  private Result refused() {
    problems.sort();
    if (problems.none()) {
      problems.error(Position.START, "The file is empty");
    }
    return new Result.Refused(problems.findings());
  }

  private static Map<String, Action.Input> inputs(Yaml.Mapping root) {
    var inputs = new LinkedHashMap<String, Action.Input>();
    Fields.mapping(root, "inputs")
        .ifPresent(all ->
            all.entries()
                .forEach(entry -> {
                  var about =
                      entry.value() instanceof Yaml.Mapping mapping
                          ? mapping
                          : new Yaml.Mapping(List.of(), entry.key().at());
                  inputs.put(
                      entry.key().text(),
                      new Action.Input(Fields.template(about, "default"), deprecation(about)));
                }));
    return inputs;
  }

  private static Optional<String> deprecation(Yaml.Mapping input) {
    return input.get("deprecationMessage").orElse(null) instanceof Yaml.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private Runs runs(Yaml.Mapping root) {
    var runs = Fields.mapping(root, "runs").orElseThrow();
    var using = Fields.text(runs, "using").orElse("").toLowerCase(Locale.ROOT);
    if (runs.has("steps") && using.equals("composite")) {
      var steps = (Yaml.Sequence) runs.get("steps").orElseThrow();
      return new Runs.Composite(outputs(root), new StepReader(problems).steps(steps.items()));
    }
    if (runs.has("main") && using.matches("node[0-9]+")) {
      return new Runs.JavaScript(
          using,
          Fields.text(runs, "main").orElseThrow(),
          phase(runs, "pre", "pre-if"),
          phase(runs, "post", "post-if"));
    }
    if (!runs.has("image") || !using.equals("docker")) {
      problems.error(
          runs.firstKey(),
          "'using: %s' is not supported, use 'docker', 'composite', 'node20' or 'node24' instead."
              .formatted(using));
    }
    return new Runs.Docker(
        Fields.text(runs, "image").orElse(""),
        Fields.text(runs, "entrypoint"),
        Fields.templates(runs, "args"),
        Fields.named(runs, "env"),
        phase(runs, "pre-entrypoint", "pre-if"),
        phase(runs, "post-entrypoint", "post-if"));
  }

  private static Optional<Phase> phase(Yaml.Mapping runs, String program, String condition) {
    return Fields.text(runs, program)
        .map(text -> new Phase(text, Fields.template(runs, condition).orElse(ALWAYS)));
  }

  private static Map<String, Template> outputs(Yaml.Mapping root) {
    var outputs = new LinkedHashMap<String, Template>();
    Fields.mapping(root, "outputs")
        .ifPresent(all ->
            all.entries()
                .forEach(entry -> {
                  if (entry.value() instanceof Yaml.Mapping about) {
                    Fields.template(about, "value")
                        .ifPresent(value -> outputs.put(entry.key().text(), value));
                  }
                }));
    return outputs;
  }
}
