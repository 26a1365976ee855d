package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.util.Iterator;

/// What `toJSON` makes: two spaces a level, one line for an empty collection, numbers as
/// expressions print them.
final class JsonText {
  private final StringBuilder text = new StringBuilder();
  private final Memory memory;

  private JsonText(Memory memory) {
    this.memory = memory;
  }

  /// @throws ExpressionException when the text is longer than an evaluation may make
  static String of(Json value, Memory memory) {
    var writer = new JsonText(memory);
    writer.write(value, 0);
    return writer.text.toString();
  }

  private void write(Json value, int level) {
    switch (value) {
      case Json.Num(var n) -> text.append(Numbers.format(n));
      case Json.Null _, Json.Bool _, Json.Str _ -> text.append(value.text());
      case Json.Arr(var items) -> {
        var each = items.iterator();
        lines("[", "]", level, each, () -> write(each.next(), level + 1));
      }
      case Json.Obj(var members) -> {
        var each = members.entrySet().iterator();
        lines(
            "{",
            "}",
            level,
            each,
            () -> {
              var member = each.next();
              text.append(Json.of(member.getKey()).text()).append(": ");
              write(member.getValue(), level + 1);
            });
      }
    }
    memory.check(text.length());
  }

  private void lines(String open, String close, int level, Iterator<?> each, Runnable next) {
    text.append(open);
    if (each.hasNext()) {
      while (each.hasNext()) {
        text.append('\n').append("  ".repeat(level + 1));
        next.run();
        text.append(each.hasNext() ? "," : "");
      }
      text.append('\n').append("  ".repeat(level));
    }
    text.append(close);
  }
}
