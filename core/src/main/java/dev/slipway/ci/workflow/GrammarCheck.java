package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Shape.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Holds a document to the [Grammar], in the file's order, with the words of `TemplateReader.cs` in
/// actions/runner. What passes can be turned into a [Workflow] without asking for kinds again.
final class GrammarCheck {
  private final Problems problems;
  private final ScalarCheck scalars;

  private GrammarCheck(Problems problems) {
    this.problems = problems;
    this.scalars = new ScalarCheck(problems);
  }

  static void check(Yaml document, Shape shape, Problems problems) {
    new GrammarCheck(problems).value(document, shape, Scope.NONE);
  }

  private void value(Yaml value, Shape shape, Scope outer) {
    if (problems.full()) {
      return;
    }
    if (shape instanceof Shape.Within(var inner, var within)) {
      value(value, within, outer.merge(inner));
      return;
    }
    var choices = shape.choices();
    switch (value) {
      case Yaml.Scalar scalar -> scalars.check(scalar, choices, outer);
      case Yaml.Sequence sequence -> sequence(sequence, choices, outer);
      case Yaml.Mapping mapping -> mapping(mapping, choices, outer);
    }
  }

  private void sequence(Yaml.Sequence sequence, List<Shape> choices, Scope scope) {
    for (var choice : choices) {
      if (choice instanceof Shape.ListOf(var item)) {
        sequence.items().forEach(each -> value(each, item, scope));
        return;
      }
      if (choice instanceof Shape.Anything) {
        sequence.items().forEach(each -> value(each, choice, scope));
        return;
      }
    }
    problems.error(sequence.at(), "A sequence was not expected");
  }

  private void mapping(Yaml.Mapping mapping, List<Shape> choices, Scope scope) {
    if (choices.stream().anyMatch(Shape.Anything.class::isInstance)) {
      entries(mapping, List.of((Table) Shape.mapOf(new Shape.Anything())), scope);
      return;
    }
    var tables = choices.stream().filter(Table.class::isInstance).map(Table.class::cast).toList();
    if (tables.isEmpty()) {
      problems.error(mapping.at(), "A mapping was not expected");
      return;
    }
    entries(mapping, tables, scope);
  }

  private void entries(Yaml.Mapping mapping, List<Table> choices, Scope scope) {
    var tables = choices;
    var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    var computed = false;
    for (var entry : mapping.entries()) {
      var key = entry.key().text();
      if (scalars.isComputedKey(entry.key(), scope)) {
        computed = true;
        var others = tables.getFirst().others();
        if (!scope.isNone()) {
          value(entry.value(), others.orElseGet(Shape.Anything::new), scope);
        }
      } else if (!seen.add(key)) {
        problems.error(entry.key().at(), "'%s' is already defined".formatted(key));
      } else {
        tables = entry(entry, tables, scope);
      }
    }
    if (tables.size() > 1) {
      undecided(mapping, tables);
    } else if (!computed) {
      required(mapping, tables.getFirst(), seen);
    }
  }

  /// Reads one entry.
  ///
  /// @return the tables that are left: a key that only some have decides for them
  private List<Table> entry(Yaml.Entry entry, List<Table> tables, Scope scope) {
    var key = entry.key().text();
    var having = Shape.having(key, tables);
    if (!having.isEmpty()) {
      having.getFirst().shape(key).ifPresent(shape -> value(entry.value(), shape, scope));
      return having;
    }
    var others = tables.getFirst().others();
    if (others.isEmpty()) {
      problems.error(entry.key().at(), "Unexpected value '%s'".formatted(key));
    } else if (key.isEmpty()) {
      problems.error(entry.key().at(), "Unexpected value ''");
    } else {
      value(entry.value(), others.get(), scope);
    }
    return tables;
  }

  private void undecided(Yaml.Mapping mapping, List<Table> tables) {
    var once = new TreeSet<String>();
    var often = new TreeSet<String>();
    for (var table : tables) {
      if (table.hinted()) {
        table.keys().keySet().stream().filter(key -> !once.add(key)).forEach(often::add);
      }
    }
    once.removeAll(often);
    problems.error(
        mapping.firstKey(),
        "There's not enough info to determine what you meant. Add one of these properties: "
            + String.join(", ", once));
  }

  private void required(Yaml.Mapping mapping, Table table, Set<String> seen) {
    table
        .keys()
        .forEach((key, about) -> {
          if (about.required() && !seen.contains(key)) {
            problems.error(mapping.firstKey(), "Required property is missing: " + key);
          }
        });
  }
}
