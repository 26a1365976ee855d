package dev.slipway.ci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.expression.Evaluator;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.workflow.Library;
import dev.slipway.model.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whatever is done to files and expressions, reading and linting them ends, soon, and in words.
///
/// `-Dslipway.fuzz=1000000` tries that many of each.
class FuzzTest {
  private static final int TRIES = Integer.getInteger("slipway.fuzz", 3_000);
  private static final int WARM_UP = 500;
  private static final long LIMIT_NANOS = 100_000_000;

  private static final List<String> PIECES =
      List.of(
          "${{",
          "}}",
          "'",
          "\"",
          ":",
          ": ",
          "- ",
          "\n",
          "  ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "&a ",
          "*a",
          "!!int ",
          "!",
          "|",
          ">-",
          "#",
          "%",
          "? ",
          "<<: ",
          "\t",
          "\u00a0",
          "\ud83d\ude00",
          "\u0000",
          "null",
          "~",
          "0x",
          ".inf",
          "on:",
          "jobs:",
          "needs:",
          "matrix:",
          "uses: ",
          "run: ",
          "&&",
          "||",
          "==",
          "!=",
          "<=",
          "(",
          ")",
          ".*",
          "['",
          "']",
          "github",
          "fromJSON(",
          "format('{0}",
          "1e999",
          "-",
          "case(",
          "success()",
          "parallel:",
          "wait:",
          "\u2028",
          "\ufeff",
          "\r");

  private static final List<String> EXPRESSIONS =
      List.of(
          "github.event_name == 'push' && github.ref != 'refs/heads/main'",
          "contains(fromJSON('[\"a\", \"b\"]'), env.one) || !cancelled()",
          "format('{0} of {1}', env.a, toJSON(github.event.issue.labels.*.name))",
          "case(env.n > 1, 'many', env.n == 1, 'one', join(github.list, '-'))",
          "needs.build.outputs['some-name'].x[0][1].*.y <= 0x1F");

  private static final Linter LINTER =
      new Linter(Library.EMPTY, new KnownActions(), ScriptChecker.NONE);

  private final Random random = new Random(7);

  @Test
  void filesNeverBreakTheReaderOrTheLinter() {
    var files = List.copyOf(TypicalFiles.all().values());
    tryAll(
        files,
        source -> LINTER.lint("a.yml", source).forEach(one -> assertThat(one.line()).isNotBlank()));
  }

  @Test
  void expressionsNeverBreakTheParserOrTheEvaluator() {
    var contexts =
        MapContexts.of(
            Map.of(
                "env", Json.object().put("one", "b").put("n", 2).build(),
                "github", Json.object().put("list", Json.strings(List.of("x", "y"))).build()));
    tryAll(
        EXPRESSIONS,
        text -> {
          try {
            Evaluator.evaluate(Expressions.parse(text), contexts);
          } catch (ExpressionException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
        });
  }

  private void tryAll(List<String> seeds, Consumer<String> subject) {
    seeds.forEach(subject);
    for (var i = 0; i < TRIES; i++) {
      var input = mutated(seeds);
      try {
        var nanos = cost(input, subject);
        // Whoever was late once because the machine was busy is not late again.
        if (i > WARM_UP && nanos > LIMIT_NANOS && cost(input, subject) > LIMIT_NANOS) {
          assertThat(cost(input, subject)).as(input).isLessThan(LIMIT_NANOS);
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("try %d:\n%s".formatted(i, input), e);
      }
    }
  }

  private static long cost(String input, Consumer<String> subject) {
    var threads = ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadCpuTime();
    subject.accept(input);
    return threads.getCurrentThreadCpuTime() - before;
  }

  private String mutated(List<String> seeds) {
    var text = new StringBuilder(pick(seeds));
    for (var changes = 1 + random.nextInt(6); changes > 0; changes--) {
      mutate(text, seeds);
    }
    return text.toString();
  }

  private void mutate(StringBuilder text, List<String> seeds) {
    var from = random.nextInt(text.length() + 1);
    var to = Math.min(text.length(), from + random.nextInt(20));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, pick(PIECES));
      case 2 -> text.replace(from, to, pick(PIECES));
      case 3 -> text.insert(from, text.substring(from, to).repeat(1 + random.nextInt(30)));
      case 4 -> text.insert(from, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
      case 5 -> {
        var other = pick(seeds);
        var start = random.nextInt(other.length());
        text.insert(from, other, start, Math.min(other.length(), start + random.nextInt(200)));
      }
      case 6 -> swapLines(text);
      default -> text.setLength(from);
    }
  }

  private void swapLines(StringBuilder text) {
    var lines = new ArrayList<>(text.toString().lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      text.setLength(0);
      text.append(String.join("\n", lines));
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
