package dev.slipway.cli.platform;

import dev.slipway.cli.Terminal;
import dev.slipway.cli.run.Words;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The API's documents for people.
final class Show {
  private Show() {}

  static List<Json.Obj> objects(Json.Obj document, String name) {
    return document.array(name).stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .toList();
  }

  /// The conclusion once there is one, else the status.
  static String state(Json.Obj document) {
    return document.string("conclusion").orElseGet(() -> document.string("status").orElse(""));
  }

  static String mark(Terminal terminal, Json.Obj document) {
    return document
        .string("conclusion")
        .map(Conclusion::parse)
        .map(conclusion -> Words.mark(terminal, conclusion))
        .orElse("*");
  }

  /// How long it took, or takes.
  static String took(Json.Obj document) {
    return instant(document, "startedAt")
        .map(start ->
            Words.time(
                Duration.between(start, instant(document, "completedAt").orElseGet(Instant::now))))
        .orElse("");
  }

  /// `3m 5s ago`.
  static String ago(Json.Obj document, String member) {
    return instant(document, member)
        .map(time -> Words.time(Duration.between(time, Instant.now())) + " ago")
        .orElse("");
  }

  private static Optional<Instant> instant(Json.Obj document, String member) {
    return document.string(member).map(Instant::parse);
  }

  /// A run with its jobs.
  static void run(Terminal terminal, Json.Obj run) {
    terminal
        .out()
        .printf(
            "%s %s #%d: %s%n  %s on %s at %s by %s, %s %s%n",
            mark(terminal, run),
            run.object("workflow").string("name").orElse(""),
            run.number("number").orElse(0.0).longValue(),
            run.string("title").orElse(""),
            run.string("event").orElse(""),
            run.string("branch").orElse(""),
            shortSha(run),
            run.string("actor").orElse(""),
            state(run),
            took(run));
    run.string("message").ifPresent(why -> terminal.out().println("  " + why));
    for (var job : objects(run, "jobs")) {
      terminal
          .out()
          .println(
              "  %s %s  %s %s%s"
                  .formatted(
                      mark(terminal, job),
                      job.string("name").orElse(""),
                      state(job),
                      took(job),
                      job.string("reason").map(why -> " (" + why + ")").orElse(""))
                  .stripTrailing());
    }
  }

  static String shortSha(Json.Obj run) {
    var sha = run.string("sha").orElse("");
    return sha.substring(0, Math.min(7, sha.length()));
  }
}
