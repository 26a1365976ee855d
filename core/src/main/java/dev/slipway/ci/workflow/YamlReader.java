package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Yaml.Entry;
import dev.slipway.ci.workflow.Yaml.Mapping;
import dev.slipway.ci.workflow.Yaml.Scalar;
import dev.slipway.ci.workflow.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML event by event, as `YamlObjectReader.cs` in actions/runner, so that a hostile file is
/// left at the first event too many.
final class YamlReader {
  /// Characters; the default of `ParseOptions.cs` in actions/runner.
  static final int MAX_LENGTH = 1_048_576;

  /// The guard against alias bombs: what an alias stands for counts each time.
  static final int MAX_EVENTS = 50_000;

  static final int MAX_DEPTH = 50;

  /// Bytes, as `TemplateMemory.cs` counts them.
  static final int MAX_SIZE = 10 * 1024 * 1024;

  private static final int MIN_BUFFER = 1024;

  private static final int NODE_SIZE = 24;
  private static final int TEXT_SIZE = 26;

  private static final Set<String> COLLECTIONS =
      Set.of("!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq");

  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private Weight sum = Weight.NOTHING;
  private int depth;

  private YamlReader(Iterator<Event> events) {
    this.events = events;
  }

  /// What a node costs each time it is met.
  ///
  /// @param height collections inside each other, zero for a scalar
  private record Weight(int events, long size, int height) {
    static final Weight NOTHING = new Weight(0, 0, 0);
  }

  private record Anchored(Yaml node, Weight weight) {}

  /// Reads a document; empty with a problem when it is none, or too much.
  static Optional<Yaml> read(String source, Problems problems) {
    if (source.length() > MAX_LENGTH) {
      problems.error(
          Position.START,
          "The maximum file size of %d characters has been exceeded".formatted(MAX_LENGTH));
      return Optional.empty();
    }
    try {
      // In smaller pieces a long scalar would be copied again with each of them.
      var settings =
          LoadSettings.builder()
              .setCodePointLimit(2 * MAX_LENGTH)
              .setBufferSize(Math.max(MIN_BUFFER, source.length()))
              .build();
      return new YamlReader(new Parse(settings).parseString(source).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      problems.error(
          e.getProblemMark().map(YamlReader::position).orElse(Position.START), e.getProblem());
    } catch (YamlEngineException e) {
      problems.error(Position.START, String.valueOf(e.getMessage()));
    } catch (InvalidYamlException e) {
      problems.error(e.at(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /// Where the value under a key of the document's mapping stands.
  static Position valueAt(String source, String key) {
    return read(source, new Problems(""))
        .flatMap(root -> root instanceof Yaml.Mapping mapping ? mapping.get(key) : Optional.empty())
        .map(Yaml::at)
        .orElse(Position.START);
  }

  private Optional<Yaml> document() {
    next(); // stream start
    var start = next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    var root = node(next());
    next(); // document end
    var end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new InvalidYamlException("Expected stream end parse event", at(end));
    }
    return Optional.of(root);
  }

  private Event next() {
    var event = events.next();
    count(new Weight(1, 0, 0), event);
    return event;
  }

  private void count(Weight weight, Event event) {
    sum = new Weight(sum.events() + weight.events(), sum.size() + weight.size(), 0);
    if (sum.events() > MAX_EVENTS) {
      throw new InvalidYamlException("Maximum YAML nodes exceeded", at(event));
    }
    if (sum.size() > MAX_SIZE) {
      throw new InvalidYamlException("Maximum object size exceeded", at(event));
    }
    if (depth + weight.height() > MAX_DEPTH) {
      throw new InvalidYamlException("Maximum object depth exceeded", at(event));
    }
  }

  private Yaml node(Event event) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    var before = sum;
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent sequence -> sequence(sequence);
          case MappingStartEvent mapping -> mapping(mapping);
          default -> throw new InvalidYamlException("Unexpected parsing event type", at(event));
        };
    if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
      var weight =
          new Weight(sum.events() - before.events(), sum.size() - before.size(), height(node));
      anchors.put(named.getAnchor().get().getValue(), new Anchored(node, weight));
    }
    return node;
  }

  private Yaml alias(AliasEvent alias) {
    var name = alias.getAlias().getValue();
    var anchored = anchors.get(name);
    if (anchored == null) {
      throw new InvalidYamlException("Unknown anchor '%s'".formatted(name), at(alias));
    }
    count(anchored.weight(), alias);
    return anchored.node();
  }

  private static int height(Yaml node) {
    return switch (node) {
      case Scalar _ -> 0;
      case Sequence(var items, _) ->
          1 + items.stream().mapToInt(YamlReader::height).max().orElse(0);
      case Mapping(var entries, _) ->
          1 + entries.stream().mapToInt(entry -> height(entry.value())).max().orElse(0);
    };
  }

  private Scalar scalar(ScalarEvent event) {
    count(new Weight(0, NODE_SIZE + TEXT_SIZE + 2L * event.getValue().length(), 0), event);
    return new Scalar(PlainScalars.value(event, at(event)), at(event));
  }

  private Sequence sequence(SequenceStartEvent start) {
    enter(start);
    var items = new ArrayList<Yaml>();
    for (var event = next(); !(event instanceof SequenceEndEvent); event = next()) {
      items.add(node(event));
    }
    depth--;
    return new Sequence(items, at(start));
  }

  private Mapping mapping(MappingStartEvent start) {
    enter(start);
    var entries = new ArrayList<Entry>();
    for (var event = next(); !(event instanceof MappingEndEvent); event = next()) {
      if (!(node(event) instanceof Scalar key)) {
        throw new InvalidYamlException("A mapping key must be a scalar", at(event));
      }
      entries.add(new Entry(key, node(next())));
    }
    depth--;
    return new Mapping(entries, at(start));
  }

  private void enter(CollectionStartEvent start) {
    depth++;
    count(new Weight(0, NODE_SIZE, 0), start);
    start
        .getTag()
        .filter(tag -> !COLLECTIONS.contains(tag))
        .ifPresent(tag -> {
          throw new InvalidYamlException("Unexpected tag '%s'".formatted(tag), at(start));
        });
  }

  private static Position at(Event event) {
    return event.getStartMark().map(YamlReader::position).orElse(Position.START);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
