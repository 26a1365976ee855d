package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Batcher;
import dev.slipway.local.states.language.State.Distributed;
import dev.slipway.local.states.language.State.Items;
import dev.slipway.local.states.language.State.Mode;
import dev.slipway.local.states.language.State.Reader;
import dev.slipway.local.states.query.Selection;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what is special about Map states.
final class MapReader {
  private static final Pattern LABEL = Pattern.compile("[^\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"]{1,40}");
  private static final long MOST = 100_000_000;

  private final Fields state;
  private final FlowReader flow;

  MapReader(Fields state, FlowReader flow) {
    this.state = state;
    this.flow = flow;
  }

  /// The processor's fields, under its newer or its older name.
  Optional<Fields> processor() {
    if (state.has("ItemProcessor") && state.has("Iterator")) {
      state.problem("'ItemProcessor' and 'Iterator' exclude each other", "");
    }
    if (!state.has("ItemProcessor") && !state.has("Iterator")) {
      state.require("ItemProcessor");
    }
    return state.object("ItemProcessor").or(() -> state.object("Iterator"));
  }

  Items items() {
    var selector = flow.template("ItemSelector");
    var older =
        flow.language() == QueryLanguage.JSONPATH
            ? flow.template("Parameters")
            : Optional.<Template>empty();
    if (selector.isPresent() && older.isPresent()) {
      state.problem("'ItemSelector' and 'Parameters' exclude each other", "");
    }
    return new Items(all(), selector.or(() -> older), flow.whole("MaxConcurrency", 0, MOST));
  }

  private Field all() {
    return switch (flow.language()) {
      case JSONATA ->
          flow.template("Items")
              .map(items -> new Field("Items", items))
              .orElseGet(() -> everything("Items"));
      case JSONPATH -> flow.path("ItemsPath").orElseGet(() -> everything("ItemsPath"));
    };
  }

  private static Field everything(String name) {
    return new Field(name, new Template.Selected(Selection.of("$"), name));
  }

  Mode mode(Optional<Fields> processor) {
    var config = processor.flatMap(fields -> fields.object("ProcessorConfig"));
    var mode = config.flatMap(fields -> fields.string("Mode")).orElse("INLINE");
    var type = config.flatMap(fields -> fields.string("ExecutionType"));
    config.ifPresent(Fields::refuseOthers);
    return switch (mode) {
      case "INLINE" -> new State.Inline();
      case "DISTRIBUTED" -> {
        checkType(config, type);
        yield distributed(processor.map(Fields::json).orElse(Json.Obj.EMPTY));
      }
      case String _ -> {
        config.ifPresent(
            fields -> fields.problem("Value is not one of [INLINE, DISTRIBUTED]", "Mode"));
        yield new State.Inline();
      }
    };
  }

  private static void checkType(Optional<Fields> config, Optional<String> type) {
    config.ifPresent(fields -> {
      fields.require("ExecutionType");
      if (type.isPresent() && !List.of("STANDARD", "EXPRESS").contains(type.get())) {
        fields.problem("Value is not one of [STANDARD, EXPRESS]", "ExecutionType");
      }
    });
  }

  private Mode distributed(Json.Obj processor) {
    var label = state.string("Label");
    if (label.isPresent() && !LABEL.matcher(label.get()).matches()) {
      state.problem("Label is not valid", "Label");
    }
    var writer = state.object("ResultWriter");
    var writerConfig = writer.flatMap(fields -> fields.any("WriterConfig"));
    return new Distributed(
        standalone(processor),
        label,
        state.object("ItemReader").flatMap(this::reader),
        state.object("ItemBatcher").map(this::batcher),
        flow.whole("ToleratedFailureCount", 0, MOST),
        flow.number("ToleratedFailurePercentage", 0, 100),
        writer.flatMap(fields -> {
          resource(fields, "s3:putObject");
          return arguments(fields);
        }),
        writerConfig
            .map(config -> config instanceof Json.Obj object ? object : Json.Obj.EMPTY)
            .orElse(Json.Obj.EMPTY));
  }

  /// The processor as a definition that stands alone.
  private Json.Obj standalone(Json.Obj processor) {
    var language = flow.language() == QueryLanguage.JSONATA ? "JSONata" : "JSONPath";
    var members = new LinkedHashMap<String, Json>();
    members.put("QueryLanguage", Json.of(language));
    for (var name : List.of("Comment", "StartAt", "States")) {
      processor.get(name).ifPresent(value -> members.put(name, value));
    }
    return new Json.Obj(members);
  }

  private Optional<Reader> reader(Fields reader) {
    if (state.has("ItemsPath") || state.has("Items")) {
      state.problem("Items come from 'ItemReader' or from the input, not from both", "");
    }
    var config = reader.object("ReaderConfig");
    var limit =
        config.flatMap(
            fields -> new FlowReader(fields, flow.language()).whole("MaxItems", 0, MOST));
    var plain = config.map(Fields::json).orElse(Json.Obj.EMPTY);
    config.ifPresent(fields -> {
      fields.ignore(
          "InputType",
          "CSVHeaderLocation",
          "CSVHeaders",
          "CSVDelimiter",
          "ManifestType",
          "ItemsPointer",
          "Transformation");
      fields.refuseOthers();
    });
    var resource = resource(reader, "s3:getObject", "s3:listObjectsV2");
    return resource.flatMap(
        found -> arguments(reader).map(arguments -> new Reader(found, arguments, plain, limit)));
  }

  private static Optional<Resource> resource(Fields fields, String... known) {
    fields.require("Resource");
    var arn = fields.string("Resource");
    var resource = arn.flatMap(Resource::of);
    var fits =
        arn.isPresent() && List.of(known).stream().anyMatch(end -> arn.get().endsWith(":" + end));
    if (arn.isPresent() && (resource.isEmpty() || !fits)) {
      fields.problem("Value is not a valid resource ARN", "Resource");
    }
    return resource;
  }

  /// What a reader or writer is given, by the language's name for it.
  private Optional<Template> arguments(Fields fields) {
    var name = flow.language() == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
    fields.require(name);
    var found = new FlowReader(fields, flow.language()).template(name);
    fields.refuseOthers();
    return found;
  }

  private Batcher batcher(Fields batcher) {
    var inner = new FlowReader(batcher, flow.language());
    var maxItems = inner.whole("MaxItemsPerBatch", 1, MOST);
    var maxBytes = inner.whole("MaxInputBytesPerBatch", 1, 256 * 1024);
    if (maxItems.isEmpty() && maxBytes.isEmpty()) {
      batcher.problem("One of 'MaxItemsPerBatch' and 'MaxInputBytesPerBatch' is required", "");
    }
    var input = inner.template("BatchInput");
    batcher.refuseOthers();
    return new Batcher(maxItems, maxBytes, input);
  }

  /// A processor for a Map that has none, so that reading can go on.
  static Machine none() {
    return new Machine("", Map.of(), Optional.empty());
  }
}
