package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Token.Kind;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Parses updates: `SET`, `REMOVE`, `ADD` and `DELETE`, each at most once, in any order.
public final class UpdateParser {
  private final Tokens tokens;
  private final List<Action> actions = new ArrayList<>();

  private UpdateParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// @throws dev.slipway.local.tables.value.InvalidException with AWS's message
  public static Update parse(String text, Placeholders placeholders) {
    var tokens = new Tokens(new Source("UpdateExpression", text), placeholders);
    var parser = new UpdateParser(tokens);
    parser.sections();
    PathChecks.requireApart(tokens, parser.actions.stream().map(Action::path).toList());
    tokens.end();
    return new Update(parser.actions);
  }

  private void sections() {
    Set<String> seen = new HashSet<>();
    do {
      var section = tokens.peek().text().toUpperCase(Locale.ROOT);
      if (tokens.acceptKeyword("SET")) {
        list(this::set);
      } else if (tokens.acceptKeyword("REMOVE")) {
        list(() -> actions.add(new Action.Remove(tokens.path())));
      } else if (tokens.acceptKeyword("ADD")) {
        list(this::add);
      } else if (tokens.acceptKeyword("DELETE")) {
        list(this::delete);
      } else {
        throw tokens.unexpected();
      }
      if (!seen.add(section)) {
        tokens.problem(
            "The \"%s\" section can only be used once in an update expression;".formatted(section));
      }
    } while (tokens.peek().kind() != Kind.END);
  }

  private void list(Runnable action) {
    action.run();
    while (tokens.acceptSign(",")) {
      action.run();
    }
  }

  private void set() {
    var path = tokens.path();
    tokens.expectSign("=");
    actions.add(new Action.Put(path, value()));
  }

  private void add() {
    var path = tokens.path();
    var value = literal();
    if (value.type() != ValueType.N && !isSet(value)) {
      wrongType("ADD", value);
    }
    actions.add(new Action.Add(path, value));
  }

  private void delete() {
    var path = tokens.path();
    var value = literal();
    if (!isSet(value)) {
      wrongType("DELETE", value);
    }
    actions.add(new Action.Delete(path, value));
  }

  private AttributeValue literal() {
    if (tokens.peek().kind() != Kind.VALUE_PLACEHOLDER) {
      throw tokens.unexpected();
    }
    return tokens.value(tokens.next());
  }

  private static boolean isSet(AttributeValue value) {
    return switch (value.type()) {
      case SS, NS, BS -> true;
      case S, N, B, BOOL, NULL, L, M -> false;
    };
  }

  private void wrongType(String operator, AttributeValue value) {
    var type =
        switch (value.type()) {
          case S -> "STRING";
          case N -> "NUMBER";
          case B -> "BINARY";
          case BOOL -> "BOOLEAN";
          case NULL -> "NULL";
          case L -> "LIST";
          case M -> "MAP";
          case SS, NS, BS -> "SET";
        };
    tokens.problem(
        "Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet: ALLOWED_FOR_%s_OPERAND"
            .formatted(operator, type, operator));
  }

  private Term value() {
    var left = operand();
    if (tokens.acceptSign("+")) {
      return new Term.Plus(numeric("+", left), numeric("+", operand()));
    }
    if (tokens.acceptSign("-")) {
      return new Term.Minus(numeric("-", left), numeric("-", operand()));
    }
    return left;
  }

  private Term numeric(String operator, Term term) {
    if (term instanceof Term.Literal(_, var value) && value.type() != ValueType.N) {
      mistyped(operator, value);
    }
    return term;
  }

  private void mistyped(String operator, AttributeValue value) {
    tokens.problem(
        "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
            .formatted(operator, value.type()));
  }

  private Term operand() {
    if (tokens.acceptSign("(")) {
      tokens.deeper();
      var inner = value();
      tokens.expectSign(")");
      tokens.back();
      return inner;
    }
    if (tokens.peek().kind() == Kind.NAME && tokens.peekSecond().isSign("(")) {
      return call(tokens.next().text());
    }
    if (tokens.peek().kind() == Kind.VALUE_PLACEHOLDER) {
      var token = tokens.next();
      return new Term.Literal(token.text(), tokens.value(token));
    }
    return new Term.Attribute(tokens.path());
  }

  private Term call(String function) {
    tokens.expectSign("(");
    var arguments = new ArrayList<>(List.of(value()));
    while (tokens.acceptSign(",")) {
      arguments.add(value());
    }
    tokens.expectSign(")");
    switch (function) {
      case "if_not_exists" -> {
        if (hasTwo(function, arguments)) {
          return ifNotExists(arguments);
        }
      }
      case "list_append" -> {
        if (hasTwo(function, arguments)) {
          arguments.forEach(this::requireList);
          return new Term.ListAppend(arguments.get(0), arguments.get(1));
        }
      }
      case "attribute_exists",
          "attribute_not_exists",
          "attribute_type",
          "begins_with",
          "contains",
          "size" ->
          tokens.problem(
              "The function is not allowed in an update expression; function: " + function);
      default -> tokens.problem("Invalid function name; function: " + function);
    }
    return arguments.getFirst();
  }

  private boolean hasTwo(String function, List<Term> arguments) {
    if (arguments.size() == 2) {
      return true;
    }
    tokens.problem(
        "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
            .formatted(function, arguments.size()));
    return false;
  }

  private Term ifNotExists(List<Term> arguments) {
    if (arguments.get(0) instanceof Term.Attribute(var path)) {
      if (arguments.get(0).equals(arguments.get(1))) {
        tokens.problem(
            "The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: %s"
                .formatted(path.shown()));
      }
      return new Term.IfNotExists(path, arguments.get(1));
    }
    tokens.problem(
        "Operator or function requires a document path; operator or function: if_not_exists");
    return arguments.get(0);
  }

  private void requireList(Term term) {
    if (term instanceof Term.Literal(_, var value) && value.type() != ValueType.L) {
      mistyped("list_append", value);
    }
  }
}
