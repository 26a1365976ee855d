package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.expression.Expression.Call;
import dev.slipway.ci.expression.Expression.Chain;
import dev.slipway.ci.expression.Expression.Context;
import dev.slipway.ci.expression.Expression.Index;
import dev.slipway.ci.expression.Expression.Literal;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Values that anybody can choose who opens an issue or a pull request.
final class Untrusted {
  /// Paths, `*` for any item.
  private static final List<Pattern> PATHS =
      Stream.of(
              "github.head_ref",
              "github.event.issue.title",
              "github.event.issue.body",
              "github.event.discussion.title",
              "github.event.discussion.body",
              "github.event.comment.body",
              "github.event.review.body",
              "github.event.review_comment.body",
              "github.event.pages.*.page_name",
              "github.event.pull_request.title",
              "github.event.pull_request.body",
              "github.event.pull_request.head.ref",
              "github.event.pull_request.head.label",
              "github.event.pull_request.head.repo.default_branch",
              "github.event.pull_request.head.repo.description",
              "github.event.pull_request.head.repo.homepage",
              "github.event.commits.*.message",
              "github.event.commits.*.author.email",
              "github.event.commits.*.author.name",
              "github.event.head_commit.message",
              "github.event.head_commit.author.email",
              "github.event.head_commit.author.name",
              "github.event.head_commit.committer.email",
              "github.event.workflow_run.head_branch",
              "github.event.workflow_run.display_title",
              "github.event.workflow_run.head_commit.message",
              "github.event.workflow_run.head_commit.author.email",
              "github.event.workflow_run.head_commit.author.name",
              "github.event.workflow_run.head_repository.description",
              "github.event.workflow_run.pull_requests.*.head.ref")
          .map(path -> Pattern.compile(path.replace(".", "\\.").replace("*", "[^.]+")))
          .toList();

  private Untrusted() {}

  /// Whole events hold all of these.
  private static final Pattern EVENT = Pattern.compile("github(\\.event)?");

  /// The parts whose text becomes part of the expression's value. What is only compared does not.
  static Stream<Expression> in(Expression expression) {
    if (isUntrusted(expression)) {
      return Stream.of(expression);
    }
    return switch (expression) {
      case Chain(_, var operands) -> operands.stream().flatMap(Untrusted::in);
      case Call(var function, var arguments, _) -> passed(function, arguments);
      case Index(var target, _) -> in(target);
      case Expression.Filter(var target) -> in(target);
      case Literal _, Context _, Expression.Not _, Expression.Binary _ -> Stream.empty();
    };
  }

  private static Stream<Expression> passed(String function, List<Expression> arguments) {
    return switch (function.toLowerCase(Locale.ROOT)) {
      case "tojson" ->
          arguments.stream()
              .flatMap(argument -> isEvent(argument) ? Stream.of(argument) : in(argument));
      case "format", "join", "fromjson", "case" -> arguments.stream().flatMap(Untrusted::in);
      default -> Stream.empty();
    };
  }

  private static boolean isEvent(Expression expression) {
    return path(expression).filter(path -> EVENT.matcher(path).matches()).isPresent();
  }

  private static boolean isUntrusted(Expression expression) {
    return path(expression)
        .filter(path -> PATHS.stream().anyMatch(pattern -> pattern.matcher(path).matches()))
        .isPresent();
  }

  /// `a.b.*`, in lower case; empty when a part is computed.
  static Optional<String> path(Expression expression) {
    return switch (expression) {
      case Context(var name, _) -> Optional.of(name.toLowerCase(Locale.ROOT));
      case Index(var target, Literal(Json.Str(var name), _)) ->
          path(target).map(path -> path + "." + name.toLowerCase(Locale.ROOT));
      case Index(var target, _) -> path(target).map(path -> path + ".*");
      case Expression.Filter(var target) -> path(target).map(path -> path + ".*");
      case Literal _, Call _, Expression.Not _, Expression.Binary _, Chain _ -> Optional.empty();
    };
  }
}
