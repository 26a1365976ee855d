package dev.slipway.ci.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `container` and the entries of `services`.
final class ContainerReader {
  private static final String DOCKER = "docker://";

  private final Problems problems;

  ContainerReader(Problems problems) {
    this.problems = problems;
  }

  /// `container`; an empty image means none.
  Optional<Container> container(Yaml.Mapping job) {
    return job.entry("container")
        .map(entry -> container(entry.key().at(), entry.value()))
        .filter(container -> !container.image().text().isEmpty());
  }

  Map<String, Container> services(Yaml.Mapping job) {
    return Fields.named(job, "services", (key, value) -> container(key.at(), value));
  }

  private Container container(Position at, Yaml value) {
    return value instanceof Yaml.Mapping mapping
        ? written(at, mapping)
        : image(at, Fields.template(value));
  }

  private Container image(Position at, Template image) {
    if (image.text().equals(DOCKER)) {
      empty(image.at());
    }
    return new Container(
        at,
        withoutScheme(image),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Container written(Position at, Yaml.Mapping mapping) {
    var image = Fields.template(mapping, "image");
    var computed = mapping.entries().stream().anyMatch(e -> Template.isExpression(e.key().text()));
    if (!computed && image.filter(text -> !text.text().equals(DOCKER)).isEmpty()) {
      empty(mapping.firstKey());
    }
    return new Container(
        at,
        withoutScheme(image.orElseGet(() -> new Template("", mapping.at()))),
        Fields.mapping(mapping, "credentials")
            .map(given ->
                new Container.Credentials(
                    Fields.template(given, "username"), Fields.template(given, "password"))),
        Fields.named(mapping, "env"),
        Fields.templates(mapping, "ports"),
        Fields.templates(mapping, "volumes"),
        Fields.template(mapping, "options"),
        Fields.template(mapping, "entrypoint"),
        Fields.template(mapping, "command"));
  }

  private void empty(Position at) {
    problems.error(at, "Container image cannot be empty");
  }

  private static Template withoutScheme(Template image) {
    return image.text().startsWith(DOCKER)
        ? new Template(image.text().substring(DOCKER.length()), image.at())
        : image;
  }
}
