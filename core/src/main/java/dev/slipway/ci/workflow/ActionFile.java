package dev.slipway.ci.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an `action.yml` says of its inputs and outputs.
///
/// @param using what runs it: `composite`, `node24`, `docker`
public record ActionFile(Map<String, Input> inputs, List<String> outputs, String using) {
  public ActionFile {
    inputs = Map.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// @param deprecation what to tell those who still use it
  public record Input(boolean required, boolean hasDefault, Optional<String> deprecation) {}

  /// Reads a file's text; empty when it is no action.
  public static Optional<ActionFile> read(String source) {
    return YamlReader.read(source, new Problems("action.yml"))
        .filter(Yaml.Mapping.class::isInstance)
        .map(Yaml.Mapping.class::cast)
        .filter(root -> root.get("runs").orElse(null) instanceof Yaml.Mapping)
        .map(root ->
            new ActionFile(
                inputs(root),
                names(root, "outputs"),
                Fields.mapping(root, "runs").map(runs -> text(runs, "using")).orElse("")));
  }

  private static Map<String, Input> inputs(Yaml.Mapping root) {
    var inputs = new LinkedHashMap<String, Input>();
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
                      new Input(
                          text(about, "required").equals("true"),
                          about.has("default"),
                          Optional.of(text(about, "deprecationMessage"))
                              .filter(text -> !text.isEmpty())));
                }));
    return inputs;
  }

  private static List<String> names(Yaml.Mapping root, String key) {
    return Fields.mapping(root, key)
        .map(all -> all.entries().stream().map(entry -> entry.key().text()).toList())
        .orElse(List.of());
  }

  private static String text(Yaml.Mapping mapping, String key) {
    return mapping.get(key).orElse(null) instanceof Yaml.Scalar scalar ? scalar.text() : "";
  }
}
