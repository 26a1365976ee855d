package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Condition;
import dev.slipway.local.states.language.State.Rule;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the rules of a Choice.
final class ChoiceReader {
  private static final Set<String> RULE = Set.of("Output", "Assign");

  private final QueryLanguage language;

  ChoiceReader(QueryLanguage language) {
    this.language = language;
  }

  List<Rule> rules(Fields state) {
    var rules = state.objects("Choices").stream().map(this::rule).toList();
    if (state.has("Choices") && rules.isEmpty()) {
      state.problem("Minimum length is 1", "Choices");
    }
    return rules;
  }

  private Rule rule(Fields rule) {
    rule.ignore("Comment");
    rule.require("Next");
    var next = rule.string("Next").orElse("");
    var flow = FlowReader.ofPart(rule, language).flow(RULE);
    var condition =
        switch (language) {
          case JSONATA -> jsonata(rule);
          case JSONPATH -> comparison(rule);
        };
    rule.refuseOthers();
    return new Rule(condition, next, flow);
  }

  private Condition jsonata(Fields rule) {
    rule.require("Condition");
    return FlowReader.ofPart(rule, language)
        .template("Condition")
        .map(ChoiceReader::holds)
        .orElse(_ -> false);
  }

  private static Condition holds(Template condition) {
    return scene -> {
      var value = condition.evaluate(scene);
      if (value instanceof Json.Bool(var bool)) {
        return bool;
      }
      throw condition instanceof Template.Computed(var expression, var location)
          ? notBoolean(expression.text(), location, value)
          : notBoolean("", "Condition", value);
    };
  }

  private static QueryException notBoolean(String text, String location, Json value) {
    return new QueryException(
        Errors.QUERY,
        location,
        "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected 'boolean', but was '%s' for value: %s"
            .formatted(text, location, Field.type(value), value.text()));
  }

  /// A comparison, or `And`, `Or` and `Not` of others.
  private Condition comparison(Fields rule) {
    var conditions =
        Stream.of(all(rule), any(rule), not(rule), Comparison.read(rule))
            .flatMap(Optional::stream)
            .toList();
    if (conditions.size() != 1) {
      rule.problem("A choice rule has exactly one of 'And', 'Or', 'Not' and a comparison", "");
    }
    return conditions.isEmpty() ? _ -> false : conditions.getFirst();
  }

  private Optional<Condition> all(Fields rule) {
    if (!rule.has("And")) {
      return Optional.empty();
    }
    var parts = inner(rule.objects("And"));
    return Optional.of(scene -> parts.stream().allMatch(part -> part.holds(scene)));
  }

  private Optional<Condition> any(Fields rule) {
    if (!rule.has("Or")) {
      return Optional.empty();
    }
    var parts = inner(rule.objects("Or"));
    return Optional.of(scene -> parts.stream().anyMatch(part -> part.holds(scene)));
  }

  private Optional<Condition> not(Fields rule) {
    return rule.object("Not")
        .map(inner -> {
          var part = inner(List.of(inner)).getFirst();
          return scene -> !part.holds(scene);
        });
  }

  private List<Condition> inner(List<Fields> rules) {
    return rules.stream()
        .map(rule -> {
          rule.ignore("Comment");
          var condition = comparison(rule);
          rule.refuseOthers();
          return condition;
        })
        .toList();
  }
}
