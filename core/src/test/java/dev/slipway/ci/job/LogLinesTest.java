package dev.slipway.ci.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.125Z");

  @Test
  void writesWhatTheReaderReads() {
    List<LogEvent> events =
        List.of(
            new LogEvent.StepStarted(NOON, 1, "Say \"hi\""),
            new LogEvent.Line(NOON, 1, "tab\t, quote \", backslash \\, bell \u0007, null \u0000"),
            new LogEvent.Line(
                NOON.plusSeconds(1), 1, "é, \u20ac, \ud83d\ude80, \u001b[31mred\u001b[0m"),
            new LogEvent.Line(NOON, 2, ""),
            new LogEvent.StepEnded(NOON, 1, Conclusion.FAILURE, Conclusion.SUCCESS));
    assertThat(write(events).lines().map(line -> JobJson.readEvent((Json.Obj) Json.parse(line))))
        .containsExactlyElementsOf(events);
  }

  @Test
  void writesWhatTheTreeWriterWrites() {
    var event = new LogEvent.Line(NOON, 7, "a\nb \"c\" é");
    assertThat(write(List.of(event))).isEqualTo(JobJson.write(event).text() + "\n");
  }

  @Test
  void survivesHalfACharacter() {
    var line = write(List.of(new LogEvent.Line(NOON, 1, "half \ud83d of a rocket")));
    assertThat(((Json.Obj) Json.parse(line)).requireString("m")).isEqualTo("half ? of a rocket");
  }

  private static String write(List<LogEvent> events) {
    var bytes = new ByteArrayOutputStream();
    var lines = new LogLines();
    events.forEach(event -> lines.write(event, bytes));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
