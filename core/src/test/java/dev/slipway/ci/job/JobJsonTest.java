package dev.slipway.ci.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What agents and the platform tell each other comes over as it was.
class JobJsonTest {
  private static final List<Conclusion> ENDS = List.of(Conclusion.values());
  private static final String ODD = "aZ09 \"\\\n\t\u0000\u001b[31mäß€😀${{ }}";

  @Test
  void assignments() {
    each(random -> {
      var assignment =
          new JobAssignment(
              new RunId(random.nextLong(1, 1L << 53)),
              random.nextBoolean() ? JobKey.of("build") : JobKey.of("test", random.nextInt(256)),
              random.nextInt(1, 52),
              text(random),
              text(random),
              text(random),
              Json.object().put("github", Json.object().put("actor", text(random)).build()).build(),
              random.nextBoolean()
                  ? new Source.Git(text(random), text(random), text(random))
                  : new Source.WorkingCopy(Path.of("/home/me/project")),
              texts(random),
              Duration.ofSeconds(random.nextInt(100)));
      assertThat(JobJson.readAssignment(wire(JobJson.write(assignment)))).isEqualTo(assignment);
    });
  }

  @Test
  void outcomes() {
    each(random -> {
      var outcome =
          new JobOutcome(
              conclusion(random),
              outputs(random),
              IntStream.range(0, random.nextInt(4)).mapToObj(i -> step(i, random)).toList(),
              random.nextInt(-1, 100),
              random.nextBoolean() ? Optional.of(text(random)) : Optional.empty());
      assertThat(JobJson.readOutcome(wire(JobJson.write(outcome)))).isEqualTo(outcome);
      assertThat(JobJson.readOutcome(wire(JobJson.write(outcome))).outputs().keySet())
          .containsExactlyElementsOf(outcome.outputs().keySet());
    });
  }

  @Test
  void logEvents() {
    each(random -> {
      var step = random.nextInt(50);
      for (var event :
          List.of(
              new LogEvent.Line(time(random), step, text(random)),
              new LogEvent.StepStarted(time(random), step, text(random)),
              new LogEvent.StepEnded(time(random), step, conclusion(random), conclusion(random)))) {
        assertThat(JobJson.readEvent(wire(JobJson.write(event)))).isEqualTo(event);
      }
    });
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          conclusion ~ "won"             ~ "won" is no conclusion
          conclusion ~ "SUCCESS"         ~ "SUCCESS" is no conclusion
          conclusion ~ null              ~ "conclusion" is missing or not a string
          logChunks  ~ 1.5               ~ "logChunks" is missing or not a whole number
          logChunks  ~ 1e12              ~ "logChunks" is missing or not a whole number
          steps      ~ [1]               ~ "steps" is missing or not an array of objects
          steps      ~ [{}]              ~ "number" is missing or not a whole number
          """)
  void refusesAnOutcomeByName(String member, String value, String message) {
    var outcome =
        JobJson.write(new JobOutcome(Conclusion.SUCCESS, Map.of(), List.of(), 0, Optional.empty()));
    assertThatThrownBy(() -> JobJson.readOutcome(outcome.with(member, Json.parse(value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesTimesThatAreNone() {
    var line = JobJson.write(new LogEvent.Line(Instant.EPOCH, 1, "x"));
    assertThatThrownBy(() -> JobJson.readEvent(line.with("t", Json.of("now"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"t\" is missing or not a time");
  }

  /// A newer agent may tell more than an older platform knows.
  @Test
  void leavesOutWhatItDoesNotKnow() {
    var outcome =
        new JobOutcome(Conclusion.FAILURE, Map.of(), List.of(), 0, Optional.of("out of disk"));
    assertThat(JobJson.readOutcome(JobJson.write(outcome).with("mood", Json.of("sad"))))
        .isEqualTo(outcome);
  }

  private interface Check {
    void with(RandomGenerator random);
  }

  private static void each(Check check) {
    for (var seed = 0; seed < 300; seed++) {
      try {
        check.with(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static Json.Obj wire(Json.Obj json) {
    return Json.parseObject(json.bytes());
  }

  private static StepResult step(int number, RandomGenerator random) {
    return new StepResult(
        number, text(random), conclusion(random), conclusion(random), time(random), time(random));
  }

  private static Conclusion conclusion(RandomGenerator random) {
    return ENDS.get(random.nextInt(ENDS.size()));
  }

  private static Instant time(RandomGenerator random) {
    return Instant.ofEpochSecond(
        random.nextLong(0, 4_000_000_000L),
        random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }

  private static Map<String, String> outputs(RandomGenerator random) {
    var outputs = new LinkedHashMap<String, String>();
    texts(random).forEach(name -> outputs.put(name, text(random)));
    return outputs;
  }

  private static List<String> texts(RandomGenerator random) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> text(random)).toList();
  }

  private static String text(RandomGenerator random) {
    var letters = ODD.codePoints().toArray();
    var text = new StringBuilder();
    for (var i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
