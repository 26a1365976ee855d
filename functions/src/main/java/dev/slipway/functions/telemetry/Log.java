package dev.slipway.functions.telemetry;

import dev.slipway.model.Json;

/// Log lines as JSON on standard output, where Lambda takes them from.
public final class Log {
  private Log() {}

  /// Something was decided.
  ///
  /// @param members name and value in turn
  public static void info(String message, String... members) {
    write("INFO", message, members);
  }

  public static void error(String message, String... members) {
    write("ERROR", message, members);
  }

  private static void write(String level, String message, String... members) {
    var line = Json.object().put("level", level).put("message", message);
    for (var i = 0; i + 1 < members.length; i += 2) {
      line.put(members[i], members[i + 1]);
    }
    System.out.println(line.build().text());
  }
}
