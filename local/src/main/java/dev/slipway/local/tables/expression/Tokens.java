package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Token.Kind;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Null;
import dev.slipway.local.tables.value.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tokens of one expression, read from left to right, and what was found wrong with them.
///
/// A syntax error ends the parse at once. Everything else is noted and thrown at the end, because
/// AWS looks at the syntax of a whole expression before it asks what the names mean.
final class Tokens {
  /// Bounds the parser's recursion; AWS's limit of operators is lower than what it lets through.
  private static final int DEEPEST = 500;

  private final Source source;
  private final List<Token> tokens;
  private final Placeholders placeholders;
  private Optional<InvalidException> problem = Optional.empty();
  private int at;
  private int depth;

  Tokens(Source source, Placeholders placeholders) {
    if (source.text().isBlank()) {
      throw source.invalid("The expression can not be empty;");
    }
    this.source = source;
    this.tokens = Lexer.tokens(source);
    this.placeholders = placeholders;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    var token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  boolean acceptSign(String sign) {
    return accept(peek().isSign(sign));
  }

  boolean acceptKeyword(String keyword) {
    return accept(peek().isKeyword(keyword));
  }

  private boolean accept(boolean matches) {
    if (matches) {
      at++;
    }
    return matches;
  }

  void expectSign(String sign) {
    if (!acceptSign(sign)) {
      throw unexpected();
    }
  }

  void expectKeyword(String keyword) {
    if (!acceptKeyword(keyword)) {
      throw unexpected();
    }
  }

  /// The next token is not what the grammar wants.
  InvalidException unexpected() {
    var before = tokens.get(Math.max(at - 1, 0));
    return source.unexpected(peek(), before.start(), peekSecond().end());
  }

  void deeper() {
    depth++;
    if (depth > DEEPEST) {
      throw source.invalid("The expression contains too many levels of nesting");
    }
  }

  void back() {
    depth--;
  }

  /// The token behind the parenthesis that opens here and its partner.
  Token afterParenthesis() {
    return tokens.get(Math.min(partner(at) + 1, tokens.size() - 1));
  }

  /// Where the parenthesis closes that opens there; the end where it does not.
  private int partner(int open) {
    var depth = 0;
    for (var i = open; i < tokens.size(); i++) {
      if (tokens.get(i).isSign("(")) {
        depth++;
      } else if (tokens.get(i).isSign(")") && --depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }

  /// Whether what the parenthesis here encloses is enclosed by another already.
  boolean hasRedundantParenthesis() {
    return peekSecond().isSign("(")
        && partner(at + 1) + 1 == partner(at)
        && tokens.get(partner(at)).isSign(")");
  }

  /// Notes what is wrong beyond the syntax; the first such thing counts.
  void problem(String message) {
    if (problem.isEmpty()) {
      problem = Optional.of(source.invalid(message));
    }
  }

  boolean hasProblem() {
    return problem.isPresent();
  }

  /// @throws InvalidException when tokens are left, or a problem was noted
  void end() {
    if (peek().kind() != Kind.END) {
      throw unexpected();
    }
    problem.ifPresent(found -> {
      throw found;
    });
  }

  /// An attribute's name as the item has it.
  String name(Token token) {
    if (token.kind() == Kind.NAME_PLACEHOLDER) {
      var name = placeholders.name(token.text());
      if (name.isEmpty()) {
        problem(
            "An expression attribute name used in the document path is not defined; attribute"
                + " name: "
                + token.text());
      }
      return name.orElse("");
    }
    if (ReservedWords.contains(token.text())) {
      problem("Attribute name is a reserved keyword; reserved keyword: " + token.text());
    }
    return token.text();
  }

  AttributeValue value(Token token) {
    var value = placeholders.value(token.text());
    if (value.isEmpty()) {
      problem(
          "An expression attribute value used in expression is not defined; attribute value: "
              + token.text());
    }
    return value.orElse(new Null());
  }

  /// A document path: a name, then members and indexes.
  Path path() {
    var elements = new ArrayList<Path.Element>();
    elements.add(member());
    while (true) {
      if (acceptSign(".")) {
        elements.add(member());
      } else if (acceptSign("[")) {
        elements.add(index());
        expectSign("]");
      } else {
        return new Path(elements);
      }
    }
  }

  private Path.Element member() {
    var kind = peek().kind();
    if (kind != Kind.NAME && kind != Kind.NAME_PLACEHOLDER) {
      throw unexpected();
    }
    return new Path.Element.Member(name(next()));
  }

  private Path.Element index() {
    if (peek().kind() != Kind.DIGITS) {
      throw unexpected();
    }
    var digits = next().text();
    try {
      return new Path.Element.Index(Integer.parseInt(digits));
    } catch (NumberFormatException _) {
      problem("List index is not within the allowable range; index: [" + digits + "]");
      return new Path.Element.Index(0);
    }
  }
}
