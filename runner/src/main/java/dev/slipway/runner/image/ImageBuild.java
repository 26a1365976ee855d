package dev.slipway.runner.image;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import dev.slipway.runner.image.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Builds what of an image can be built without a container engine, into an [ImageLayout].
public final class ImageBuild {
  private static final String SHELL = "/bin/sh";

  private final Request request;
  private final Context context;
  private final Variables global = new Variables();

  /// By name and by number.
  private final Map<String, Stage> stages = new HashMap<>();

  private int count;
  private Variables variables = new Variables();
  private Optional<Stage> current = Optional.empty();

  private ImageBuild(Request request) {
    this.request = request;
    this.context = Context.of(request.context());
  }

  /// What to build.
  ///
  /// @param context the folder that is copied from
  /// @param file the Dockerfile
  /// @param target the stage that becomes the image; else the last one
  /// @param time of everything in the image
  public record Request(
      Path context,
      Path file,
      Optional<String> target,
      Map<String, String> arguments,
      Map<String, String> labels,
      List<String> tags,
      Instant time) {
    public Request {
      arguments = Map.copyOf(arguments);
      labels = new LinkedHashMap<>(labels);
      tags = List.copyOf(tags);
    }
  }

  /// What was built.
  ///
  /// @param digest of the manifest
  /// @param id of the configuration
  /// @param missing what the image lacks, for people
  public record Image(String digest, String id, List<String> missing) {
    public Image {
      missing = List.copyOf(missing);
    }
  }

  /// Builds an image into a folder that becomes an image layout.
  ///
  /// @throws UnbuildableException when a file is missing, or made by what only a container can run
  public static Image build(Request request, Path layout) throws IOException {
    var stage = new ImageBuild(request).target();
    request.labels().forEach(stage::label);
    var written = new ImageLayout(layout, request.time()).write(stage, request.tags());
    var missing = new ArrayList<String>();
    stage.base().ifPresent(base -> missing.add("the base image " + base));
    stage.undone().forEach(left -> missing.add("%s %s".formatted(left.place(), left.text())));
    return new Image(written.digest(), written.id(), missing);
  }

  private Stage target() throws IOException {
    var source = Files.readString(request.file(), StandardCharsets.UTF_8);
    for (var instruction : Dockerfile.parse(source).instructions()) {
      apply(instruction);
    }
    var wanted = request.target().map(name -> name.toLowerCase(Locale.ROOT));
    if (wanted.isPresent() && !stages.containsKey(wanted.get())) {
      throw new UnbuildableException("there is no stage " + wanted.get());
    }
    return wanted
        .map(stages::get)
        .or(() -> current)
        .orElseThrow(() -> new UnbuildableException("the Dockerfile has no FROM"));
  }

  private void apply(Instruction instruction) {
    switch (instruction.name()) {
      case "FROM" -> from(instruction);
      case "ARG" -> argument(instruction);
      default -> apply(instruction, stage(instruction));
    }
  }

  private Stage stage(Instruction instruction) {
    return current.orElseThrow(
        () -> new UnbuildableException(instruction.place() + " stands before any FROM"));
  }

  private void apply(Instruction instruction, Stage stage) {
    var text = variables.expand(instruction.text());
    switch (instruction.name()) {
      case "COPY", "ADD" -> new Copying(context, stages, variables).apply(instruction, stage);
      case "ENV" ->
          Pairs.of(instruction, variables)
              .forEach((name, value) -> {
                stage.env(name, value);
                variables.set(name, value);
              });
      case "LABEL" -> Pairs.of(instruction, variables).forEach(stage::label);
      case "WORKDIR" -> stage.enter(text);
      case "USER" -> stage.set("User", Json.of(text));
      case "ENTRYPOINT" -> stage.set("Entrypoint", command(instruction));
      case "CMD" -> stage.set("Cmd", command(instruction));
      case "STOPSIGNAL" -> stage.set("StopSignal", Json.of(text));
      case "EXPOSE" -> stage.set("ExposedPorts", names(stage, "ExposedPorts", ports(text)));
      case "VOLUME" -> stage.set("Volumes", names(stage, "Volumes", volumes(text)));
      case "RUN", "HEALTHCHECK", "SHELL", "ONBUILD" -> stage.leave(instruction);
      case "MAINTAINER" -> stage.label("maintainer", text);
      default -> throw new UnbuildableException(instruction.place() + " is no instruction");
    }
  }

  private void from(Instruction instruction) {
    var words = instruction.words();
    if (words.isEmpty()) {
      throw new UnbuildableException(instruction.place() + " names no image");
    }
    var image = global.expand(words.getFirst());
    var known = Optional.ofNullable(stages.get(image.toLowerCase(Locale.ROOT)));
    var stage = known.map(Stage::next).orElseGet(() -> Stage.on(image));
    stages.put(Integer.toString(count++), stage);
    if (words.size() == 3 && words.get(1).equalsIgnoreCase("as")) {
      stages.put(words.get(2).toLowerCase(Locale.ROOT), stage);
    }
    current = Optional.of(stage);
    variables = new Variables();
  }

  /// One before the first `FROM` counts in `FROM`, and inside a stage that names it again.
  private void argument(Instruction instruction) {
    for (var word : instruction.words()) {
      var parts = word.split("=", 2);
      var given = Optional.ofNullable(request.arguments().get(parts[0]));
      var written = parts.length > 1 ? Optional.of(unquoted(parts[1])) : Optional.<String>empty();
      var outer = Optional.of(global.expand("${" + parts[0] + "}")).filter(text -> !text.isEmpty());
      given
          .or(() -> written.map(variables::expand))
          .or(() -> outer)
          .ifPresent(value -> (current.isEmpty() ? global : variables).set(parts[0], value));
    }
  }

  static String unquoted(String text) {
    var quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// A JSON list stands for itself, anything else for a line of the shell.
  private static Json command(Instruction instruction) {
    return list(instruction.text())
        .map(Json.class::cast)
        .orElseGet(() -> Json.strings(List.of(SHELL, "-c", instruction.text())));
  }

  /// The form of arguments that is a JSON list of texts.
  static Optional<Json.Arr> list(String text) {
    if (!text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Json.parse(text) instanceof Json.Arr items
              && items.items().stream().allMatch(Json.Str.class::isInstance)
          ? Optional.of(items)
          : Optional.empty();
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  private static List<String> ports(String text) {
    return List.of(text.split("\\s+")).stream()
        .map(port -> port.contains("/") ? port : port + "/tcp")
        .toList();
  }

  private static List<String> volumes(String text) {
    return list(text)
        .map(items -> items.items().stream().map(item -> ((Json.Str) item).value()).toList())
        .orElseGet(() -> List.of(text.split("\\s+")));
  }

  /// The specification has sets as objects of empty objects.
  private static Json.Obj names(Stage stage, String member, List<String> more) {
    var names = new LinkedHashMap<>(stage.config().object(member).members());
    more.forEach(name -> names.put(name, Json.Obj.EMPTY));
    return new Json.Obj(names);
  }
}
