package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Concurrency.Queue;
import java.util.Optional;

/// Reads `concurrency`.
final class ConcurrencyReader {
  private static final int MAX_GROUP = 400;

  private final Problems problems;

  ConcurrencyReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Concurrency> concurrency(Yaml.Mapping mapping) {
    return mapping
        .entry("concurrency")
        .map(entry ->
            entry.value() instanceof Yaml.Mapping written
                ? written(entry.key().at(), written)
                : new Concurrency(
                    entry.key().at(),
                    checked(Fields.template(entry.value()), entry.value().at()),
                    Optional.empty(),
                    Queue.SINGLE));
  }

  private Concurrency written(Position at, Yaml.Mapping mapping) {
    var cancel = Fields.template(mapping, "cancel-in-progress");
    var queue = Fields.template(mapping, "queue");
    var longQueue = queue.filter(text -> text.text().equals("max"));
    if (longQueue.isPresent() && cancel.filter(text -> text.text().equals("true")).isPresent()) {
      problems.error(
          longQueue.get().at(), "'queue: max' cannot be combined with 'cancel-in-progress: true'.");
    }
    var group =
        Fields.template(mapping, "group").orElseGet(() -> new Template("", mapping.firstKey()));
    return new Concurrency(
        at,
        checked(group, mapping.firstKey()),
        cancel,
        longQueue.isPresent() ? Queue.MAX : Queue.SINGLE);
  }

  private Template checked(Template group, Position at) {
    if (!group.hasExpression() && group.text().length() > MAX_GROUP) {
      problems.error(
          at, "Concurrency group name must be less than %d characters".formatted(MAX_GROUP));
    }
    return group;
  }
}
