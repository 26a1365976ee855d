package dev.slipway.ci.workflow;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// A YAML document with positions, read the way GitHub reads workflow files: no merge keys, no
/// duplicate keys, no tags of one's own; anchors and aliases are fine, within the limits.
sealed interface Yaml {
  /// Characters; the default of `ParseOptions.cs` in actions/runner.
  int MAX_LENGTH = 1_048_576;

  /// Aliases count each time: the guard against alias bombs in `YamlObjectReader.cs`.
  int MAX_NODES = 50_000;

  int MAX_DEPTH = 50;

  Position at();

  /// @param value null, boolean, number or text, as YAML's core schema resolves it
  /// @param text as written, without quotes
  /// @param inline where an expression's offset in the text is an offset in the line
  record Scalar(Json value, String text, Position at, int inline) implements Yaml {}

  record Sequence(List<Yaml> items, Position at) implements Yaml {}

  record Mapping(Map<Scalar, Yaml> entries, Position at) implements Yaml {
    /// The value under that key.
    Optional<Yaml> get(String key) {
      return entries.entrySet().stream()
          .filter(entry -> entry.getKey().text().equals(key))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    /// Where a missing key is reported: at the first key inside.
    Position firstKey() {
      return entries.keySet().stream().findFirst().map(Scalar::at).orElse(at);
    }
  }

  /// This value as JSON; keys as text.
  default Json json() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence(var items, _) -> Json.array(items.stream().map(Yaml::json).toList());
      case Mapping(var entries, _) -> {
        var members = new LinkedHashMap<String, Json>();
        entries.forEach((key, value) -> members.put(key.text(), value.json()));
        yield new Json.Obj(members);
      }
    };
  }

  /// Reads a document. Adds findings and returns empty where there is no document to look at.
  static Optional<Yaml> read(String source, Problems problems) {
    if (source.length() > MAX_LENGTH) {
      problems.error(
          Position.START,
          "The maximum file size of %d characters has been exceeded".formatted(MAX_LENGTH));
      return Optional.empty();
    }
    try {
      var settings =
          LoadSettings.builder()
              .setSchema(new CoreSchema())
              .setUseMarks(true)
              .setMaxAliasesForCollections(MAX_NODES)
              .setCodePointLimit(2 * MAX_LENGTH)
              .build();
      var node = new Compose(settings).composeString(source);
      return node.map(new Reader(problems)::read);
    } catch (MarkedYamlEngineException e) {
      problems.error(
          e.getProblemMark().map(Reader::position).orElse(Position.START), e.getProblem());
    } catch (TooMuchException e) {
      problems.error(e.at, String.valueOf(e.getMessage()));
    } catch (YamlEngineException e) {
      problems.error(Position.START, String.valueOf(e.getMessage()));
    } catch (StackOverflowError _) {
      problems.error(Position.START, "Exceeded max depth " + MAX_DEPTH);
    }
    return Optional.empty();
  }

  /// Turns composed nodes into values, counting them.
  final class Reader {
    private final Problems problems;
    private int nodes;
    private int depth;

    Reader(Problems problems) {
      this.problems = problems;
    }

    Yaml read(Node node) {
      var at = node.getStartMark().map(Reader::position).orElse(Position.START);
      if (++nodes > MAX_NODES) {
        throw new TooMuchException("Exceeded max node count " + MAX_NODES, at);
      }
      if (++depth > MAX_DEPTH) {
        throw new TooMuchException("Exceeded max depth " + MAX_DEPTH, at);
      }
      var value =
          switch (node) {
            case ScalarNode scalar -> scalar(scalar, at);
            case SequenceNode sequence -> sequence(sequence, at);
            case MappingNode mapping -> mapping(mapping, at);
            default -> throw new TooMuchException("Unexpected node", at);
          };
      depth--;
      return value;
    }

    private Scalar scalar(ScalarNode node, Position at) {
      var text = node.getValue();
      var quoted = !node.isPlain();
      var multiline = node.getEndMark().map(mark -> mark.getLine() + 1 != at.line()).orElse(true);
      return new Scalar(value(node, at), text, at, multiline ? -1 : quoted ? 1 : 0);
    }

    private Json value(ScalarNode node, Position at) {
      var text = node.getValue();
      var tag = node.getTag();
      if (tag.equals(Tag.NULL)) {
        return Json.Null.INSTANCE;
      }
      if (tag.equals(Tag.BOOL)) {
        return Json.of(text.toLowerCase(Locale.ROOT).equals("true"));
      }
      if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
        return number(text);
      }
      if (!tag.equals(Tag.STR)) {
        problems.error(at, "Unexpected tag '%s'".formatted(tag.getValue()));
      }
      return Json.of(text);
    }

    private static Json number(String text) {
      var lower = text.toLowerCase(Locale.ROOT);
      try {
        if (lower.startsWith("0x")) {
          return Json.of((double) Long.parseLong(lower.substring(2), 16));
        }
        if (lower.startsWith("0o")) {
          return Json.of((double) Long.parseLong(lower.substring(2), 8));
        }
        return switch (lower) {
          case ".inf", "+.inf" -> Json.of(Double.POSITIVE_INFINITY);
          case "-.inf" -> Json.of(Double.NEGATIVE_INFINITY);
          case ".nan" -> Json.of(Double.NaN);
          default -> Json.of(Double.parseDouble(lower));
        };
      } catch (NumberFormatException _) {
        return Json.of(text);
      }
    }

    private Sequence sequence(SequenceNode node, Position at) {
      tagged(node, Tag.SEQ, at);
      var items = new ArrayList<Yaml>();
      for (var item : node.getValue()) {
        items.add(read(item));
      }
      return new Sequence(items, at);
    }

    private Mapping mapping(MappingNode node, Position at) {
      tagged(node, Tag.MAP, at);
      var entries = new LinkedHashMap<Scalar, Yaml>();
      var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
      for (var entry : node.getValue()) {
        var key = read(entry.getKeyNode());
        var value = read(entry.getValueNode());
        if (!(key instanceof Scalar name)) {
          problems.error(key.at(), "A scalar was expected as key");
        } else if (!names.add(name.text())) {
          problems.error(name.at(), "'%s' is already defined".formatted(name.text()));
        } else {
          entries.put(name, value);
        }
      }
      return new Mapping(entries, at);
    }

    private void tagged(Node node, Tag expected, Position at) {
      if (!node.getTag().equals(expected)) {
        problems.error(at, "Unexpected tag '%s'".formatted(node.getTag().getValue()));
      }
    }

    private static Position position(Mark mark) {
      return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
  }

  /// The document exceeds a limit.
  final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Position at;

    TooMuchException(String message, Position at) {
      super(message);
      this.at = at;
    }
  }
}
