package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Expression;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which variables the states of a definition refer to, by the names of the states.
public final class VariableReferences {
  private static final Set<String> INNER = Set.of("Branches", "ItemProcessor", "Iterator");
  private static final Pattern PATH = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)");
  private static final Pattern TEXTS = Pattern.compile("'(?:\\\\.|[^'\\\\])*'");

  private final TreeMap<String, Set<String>> found = new TreeMap<>();

  private VariableReferences() {}

  /// `{"State": ["first", "second"]}`; empty when no state refers to any.
  ///
  /// @param definition one that was checked
  public static Json.Obj of(String definition) {
    var references = new VariableReferences();
    if (Json.parse(definition) instanceof Json.Obj machine) {
      references.machine(machine, "JSONPath");
    }
    var json = Json.object();
    references.found.forEach((state, names) -> json.put(state, Json.strings(List.copyOf(names))));
    return json.build();
  }

  private void machine(Json.Obj machine, String inherited) {
    var language = machine.string("QueryLanguage").orElse(inherited);
    machine
        .object("States")
        .members()
        .forEach((name, state) -> {
          if (state instanceof Json.Obj object) {
            state(name, object, language);
          }
        });
  }

  private void state(String name, Json.Obj state, String inherited) {
    var language = state.string("QueryLanguage").orElse(inherited);
    var names = new TreeSet<String>();
    state
        .members()
        .forEach((field, value) -> {
          if (INNER.contains(field)) {
            inner(value, language);
          } else {
            collect(field, value, language, names);
          }
        });
    if (!names.isEmpty()) {
      found.put(name, names);
    }
  }

  private void inner(Json value, String language) {
    switch (value) {
      case Json.Obj machine -> machine(machine, language);
      case Json.Arr(var machines) -> machines.forEach(machine -> inner(machine, language));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {}
    }
  }

  private static void collect(String field, Json value, String language, Set<String> names) {
    switch (value) {
      case Json.Obj(var members) ->
          members.forEach((name, member) -> collect(name, member, language, names));
      case Json.Arr(var items) -> items.forEach(item -> collect(field, item, language, names));
      case Json.Str(var text) when language.equals("JSONata") ->
          JsonataReader.expression(text)
              .ifPresent(inside -> names.addAll(Expression.of(inside).variables()));
      case Json.Str(var text) when mayBePath(field) -> paths(text, names);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {}
    }
  }

  private static boolean mayBePath(String field) {
    return field.endsWith(".$") || field.endsWith("Path") || field.equals("Variable");
  }

  private static void paths(String text, Set<String> names) {
    var match = PATH.matcher(TEXTS.matcher(text).replaceAll("''"));
    if (text.startsWith("States.")) {
      while (match.find()) {
        names.add(match.group(1));
      }
    } else if (match.lookingAt()) {
      names.add(match.group(1));
    }
  }
}
