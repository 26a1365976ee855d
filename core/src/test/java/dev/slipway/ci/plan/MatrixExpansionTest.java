package dev.slipway.ci.plan;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.plan.MatrixExpansion.Combination;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `strategy.matrix` becomes.
class MatrixExpansionTest {
  private static final Map<String, Json> CONTEXTS =
      Map.of(
          "vars",
          Json.object()
              .put("numbers", "[1, 2]")
              .put("empty", "[]")
              .put("whole", "{\"n\": [1, 2], \"include\": [{\"n\": 3, \"x\": true}]}")
              .put("rules", "[{\"n\": 1}]")
              .put("word", "w")
              .build());

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {a: [1, 2], b: [x, y]}                                 ~ 1 x; 1 y; 2 x; 2 y
          {b: [x, y], a: [1, 2]}                                 ~ x 1; x 2; y 1; y 2
          # exclude: all that an entry names must be equal
          {a: [1, 2], b: [x, y], exclude: [{a: 1, b: x}]}        ~ 1 y; 2 x; 2 y
          {a: [1, 2], b: [x, y], exclude: [{a: 1}]}              ~ 2 x; 2 y
          {a: [1, 2], b: [x, y], exclude: [{a: 1}, {b: x}]}      ~ 2 y
          {a: [1, 2], exclude: [{a: 3}]}                         ~ 1; 2
          {a: [1, 2], exclude: [{a: '1'}]}                       ~ 2
          {a: [Linux, mac], exclude: [{a: linux}]}               ~ mac
          {a: [Linux, mac], exclude: [{A: linux}]}               ~ mac
          {a: [{v: 1, w: 2}, {v: 3, w: 4}], exclude: [{a: {v: 1}}]} ~ 3,4
          {a: [[1, 2], [3]], exclude: [{a: [1]}]}                ~ 3
          # include: with keys of vectors it says where it goes, and never changes those
          {a: [1, 2], include: [{x: new}]}                       ~ 1 new; 2 new
          {a: [1, 2], include: [{a: 1, x: new}]}                 ~ 1 new; 2
          {a: [1, 2], include: [{a: 3, x: new}]}                 ~ 1; 2; 3 new
          {a: [1, 2], include: [{x: new, a: 3}]}                 ~ 1; 2; 3 new
          {a: [1, 2], include: [{a: '1', x: new}]}               ~ 1 new; 2
          {a: [1], include: [{x: old}, {x: new}]}                ~ 1 new
          {a: [1], include: [{a: 2}, {a: 2, x: new}]}            ~ 1; 2; 2 new
          {a: [1], include: [{a: 1}]}                            ~ 1
          {include: [{a: 1}, {a: 2, x: new}]}                    ~ 1; 2 new
          {a: [1, 2], exclude: [{a: 1}, {a: 2}], include: [{a: 1, x: y}]} ~ 1 y
          # expressions
          {a: "${{ fromJSON(vars.numbers) }}"}                   ~ 1; 2
          {a: ["${{ vars.word }}", "x${{ vars.word }}"]}         ~ w; xw
          "${{ fromJSON(vars.whole) }}"                          ~ 1; 2; 3 true
          {n: [1, 2], exclude: "${{ fromJSON(vars.rules) }}"}    ~ 2
          {n: [1, 2], include: "${{ fromJSON(vars.rules) }}"}    ~ 1; 2
          """)
  void expands(String matrix, String combinations) {
    assertThat(text(expand(matrix))).isEqualTo(combinations);
  }

  /// The example of GitHub's manual.
  @Test
  void includesAsTheManualSays() {
    var matrix =
        "{fruit: [apple, pear], animal: [cat, dog], include: [{color: green},"
            + " {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana},"
            + " {fruit: banana, animal: cat}]}";
    assertThat(expand(matrix).stream().map(one -> one.values().text()))
        .containsExactly(
            "{\"fruit\":\"apple\",\"animal\":\"cat\",\"color\":\"pink\",\"shape\":\"circle\"}",
            "{\"fruit\":\"apple\",\"animal\":\"dog\",\"color\":\"green\",\"shape\":\"circle\"}",
            "{\"fruit\":\"pear\",\"animal\":\"cat\",\"color\":\"pink\"}",
            "{\"fruit\":\"pear\",\"animal\":\"dog\",\"color\":\"green\"}",
            "{\"fruit\":\"banana\"}",
            "{\"fruit\":\"banana\",\"animal\":\"cat\"}");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {a: [1, 2], b: [x]}                         ~ test (1, x); test (2, x)
          {a: [1.5, 1e3, 0x10]}                       ~ test (1.5); test (1000); test (16)
          {a: [true, null, '']}                       ~ test (true); test; test
          {a: [{v: 1, w: {z: 2}}, [3, 4]]}            ~ test (1, 2); test (3, 4)
          {a: [1], include: [{x: more}]}              ~ test (1)
          {a: [1], include: [{x: own, a: 2}]}         ~ test (1); test (2, own)
          {include: [{x: 1, y: 2}]}                   ~ test (1, 2)
          """)
  void namesShowWhatTellsCombinationsApart(String matrix, String names) {
    assertThat(expand(matrix).stream().map(one -> one.name("test")).collect(joining("; ")))
        .isEqualTo(names);
  }

  @Test
  void namesAreCutToAHundredCharacters() {
    assertThat(expand("{a: [%s]}".formatted("x".repeat(93))).getFirst().name("test"))
        .hasSize(100)
        .endsWith("x)");
    assertThat(expand("{a: [%s]}".formatted("x".repeat(94))).getFirst().name("test"))
        .hasSize(100)
        .endsWith("xx...");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {a: "${{ fromJSON(vars.empty) }}"}         ~ Matrix vector 'a' does not contain any values
          {a: "${{ vars.word }}"}                    ~ Matrix vector 'a' must be a sequence, but it is the text 'w'
          {a: "${{ vars.nothing }}"}                 ~ Matrix vector 'a' must be a sequence, but it is null
          "${{ vars.nothing }}"                      ~ The matrix must be a mapping, but it is null
          "${{ fromJSON(vars.numbers) }}"            ~ The matrix must be a mapping, but it is a sequence
          "${{ fromJSON('{}') }}"                    ~ Matrix must define at least one vector
          {a: [1], include: "${{ vars.word }}"}      ~ Matrix include must be a sequence of mappings, but one of it is the text 'w'
          {a: [1], exclude: "${{ fromJSON(vars.numbers) }}"} ~ Matrix exclude must be a sequence of mappings, but one of it is a number
          {a: [1], exclude: [{b: 1}]}                ~ Matrix exclude key 'b' does not match any key within the matrix
          {a: [1], include: "${{ fromJSON('[{}]') }}"} ~ Matrix include mapping does not contain any values
          {a: [1], exclude: "${{ fromJSON('[{}]') }}"} ~ Matrix exclude mapping does not contain any values
          {a: [1], exclude: [{a: 1}]}                ~ Matrix has no combination left: exclude takes all
          """)
  void refuses(String matrix, String message) {
    assertThatThrownBy(() -> expand(matrix))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(message);
  }

  @Test
  void makes256JobsAndNotOneMore() {
    assertThat(expand("{a: %s, b: %s}".formatted(numbers(16), numbers(16)))).hasSize(256);
    assertThatThrownBy(() -> expand("{a: %s}".formatted(numbers(257))))
        .hasMessage("Matrix makes 257 jobs, more than 256");
    assertThatThrownBy(() -> expand("{a: %s, include: [{a: 999}]}".formatted(numbers(256))))
        .hasMessage("Matrix makes 257 jobs, more than 256");
    assertThat(expand("{a: %s, exclude: [{a: 0}]}".formatted(numbers(257)))).hasSize(256);
  }

  @Test
  void refusesAProductThatNobodyCanHold() {
    var vectors = IntStream.range(0, 10).mapToObj(i -> "v%d: %s".formatted(i, numbers(100)));
    assertThatThrownBy(() -> expand("{%s}".formatted(vectors.collect(joining(", ")))))
        .hasMessage("Matrix makes 1000000 combinations, more than 65536");
  }

  @ParameterizedTest(name = "{0} {1} → {2} at once")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {a: [1, 2], b: [1, 2, 3]}                   ~ ''                   ~ 6
          {a: [1, 2], b: [1, 2, 3]}                   ~ max-parallel: 2      ~ 2
          {a: [1, 2], b: [1, 2, 3]}                   ~ max-parallel: 9      ~ 6
          {a: [1, 2], b: [1, 2, 3]}                   ~ max-parallel: 0      ~ 6
          {a: [1, 2], b: [1, 2, 3]}                   ~ 'max-parallel: "${{ 2 }}"' ~ 6
          {a: [1, 2], include: [{a: 3}, {a: 4}]}      ~ ''                   ~ 4
          {include: [{a: 3}, {a: 4}]}                 ~ ''                   ~ 2
          {a: ["${{ vars.word }}"]}                   ~ ''                   ~ 1
          {a: "${{ fromJSON(vars.numbers) }}"}        ~ ''                   ~ ?
          {a: "${{ fromJSON(vars.numbers) }}"}        ~ max-parallel: 7      ~ 7
          "${{ fromJSON(vars.whole) }}"               ~ ''                   ~ ?
          {a: [1], include: "${{ fromJSON('[]') }}"}  ~ ''                   ~ ?
          """)
  void tellsFromTheFileHowManyRunAtOnce(String matrix, String more, String most) {
    assertThat(MatrixSize.atOnce(strategy(matrix, more)))
        .isEqualTo(most.equals("?") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most)));
  }

  private static String numbers(int size) {
    return IntStream.range(0, size).boxed().toList().toString();
  }

  private static String text(List<Combination> combinations) {
    return combinations.stream()
        .map(one ->
            one.values().members().values().stream()
                .map(MatrixExpansionTest::text)
                .collect(joining(" ")))
        .collect(joining("; "));
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Obj(var members) ->
          members.values().stream().map(MatrixExpansionTest::text).collect(joining(","));
      case Json.Arr(var items) ->
          items.stream().map(MatrixExpansionTest::text).collect(joining(","));
      case Json.Str(var text) -> text;
      case Json.Null _, Json.Bool _, Json.Num _ -> value.text();
    };
  }

  private static List<Combination> expand(String matrix) {
    return MatrixExpansion.expand(strategy(matrix, "").matrix(), MapContexts.of(CONTEXTS));
  }

  private static Strategy strategy(String matrix, String more) {
    var source =
        """
        on: push
        jobs:
          test:
            strategy:
              matrix: %s
              %s
            runs-on: x
            steps: [{run: a}]
        """
            .formatted(matrix, more);
    return PlannedRun.workflow(source).jobs().values().stream()
        .map(Job::strategy)
        .findFirst()
        .orElseThrow()
        .orElseThrow();
  }
}
