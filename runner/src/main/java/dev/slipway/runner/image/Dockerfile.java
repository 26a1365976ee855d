package dev.slipway.runner.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A Dockerfile's instructions, line continuations joined and comments left out.
///
/// Reference: "Dockerfile reference" in Docker's manual.
record Dockerfile(List<Instruction> instructions) {
  private static final Pattern WORD = Pattern.compile("\\s+");
  private static final Pattern FLAG = Pattern.compile("--([a-z-]+)(?:=(\\S*))?\\s+(.*)");
  private static final Pattern HERE = Pattern.compile(".*<<-?[\"']?[A-Za-z_].*");

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /// One instruction.
  ///
  /// @param name in capitals: `COPY`
  /// @param flags those before the arguments: `--from=build`
  /// @param text the arguments as they stand
  record Instruction(int line, String name, Map<String, String> flags, String text) {
    Instruction {
      flags = Map.copyOf(flags);
    }

    List<String> words() {
      return text.isBlank() ? List.of() : List.of(WORD.split(text.strip()));
    }

    String place() {
      return "line %d: %s".formatted(line, name);
    }
  }

  /// Reads a file's text.
  ///
  /// @throws UnbuildableException naming the line
  static Dockerfile parse(String source) {
    var instructions = new ArrayList<Instruction>();
    var joined = new StringBuilder();
    var number = 0;
    var first = 0;
    for (var line : source.lines().toList()) {
      number++;
      var text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      first = joined.isEmpty() ? number : first;
      if (text.endsWith("\\")) {
        joined.append(text, 0, text.length() - 1).append(' ');
        continue;
      }
      instructions.add(instruction(first, joined.append(text).toString().strip()));
      joined.setLength(0);
    }
    if (!joined.toString().isBlank()) {
      instructions.add(instruction(first, joined.toString().strip()));
    }
    return new Dockerfile(instructions);
  }

  private static Instruction instruction(int line, String text) {
    var parts = WORD.split(text, 2);
    var name = parts[0].toUpperCase(Locale.ROOT);
    var rest = parts.length > 1 ? parts[1] : "";
    if (HERE.matcher(rest).matches() && (name.equals("COPY") || name.equals("RUN"))) {
      throw new UnbuildableException(
          "line %d: %s with a here-document is not known".formatted(line, name));
    }
    var flags = new LinkedHashMap<String, String>();
    for (var flag = FLAG.matcher(rest); flag.matches(); flag = FLAG.matcher(rest)) {
      flags.put(flag.group(1), flag.group(2) == null ? "" : flag.group(2));
      rest = flag.group(3);
    }
    return new Instruction(line, name, flags, rest);
  }
}
