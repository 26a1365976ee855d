package dev.slipway.runner.image;

import dev.slipway.model.Json;
import dev.slipway.runner.image.Dockerfile.Instruction;
import dev.slipway.runner.image.Item.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `COPY` and `ADD`.
final class Copying {
  private final Context context;
  private final Map<String, Stage> stages;
  private final Variables variables;

  Copying(Context context, Map<String, Stage> stages, Variables variables) {
    this.context = context;
    this.stages = stages;
    this.variables = variables;
  }

  /// Where it copies from.
  ///
  /// @param name for people
  private record Origin(String name, Map<String, Item> items, boolean isWhole) {}

  /// Adds a layer with what is copied.
  ///
  /// @throws UnbuildableException when something is not there
  void apply(Instruction instruction, Stage stage) {
    var words = words(instruction);
    if (words.size() < 2) {
      throw new UnbuildableException(instruction.place() + " needs a source and a destination");
    }
    var sources = words.subList(0, words.size() - 1);
    var destination = words.getLast();
    if (sources.size() > 1 && !destination.endsWith("/")) {
      throw new UnbuildableException(
          "%s of several sources needs a destination that ends in /"
              .formatted(instruction.place()));
    }
    var origin = origin(instruction);
    var copied = new ArrayList<Item>();
    for (var source : sources) {
      copied.addAll(copy(instruction, stage, origin, source, destination));
    }
    stage.add("%s %s".formatted(instruction.name(), instruction.text()), copied);
  }

  private List<String> words(Instruction instruction) {
    var text = variables.expand(instruction.text());
    return ImageBuild.list(text)
        .map(list -> list.items().stream().map(item -> ((Json.Str) item).value()).toList())
        .orElseGet(() -> List.of(text.strip().split("\\s+")));
  }

  private Origin origin(Instruction instruction) {
    var from = Optional.ofNullable(instruction.flags().get("from")).map(variables::expand);
    if (from.isEmpty()) {
      return new Origin("the context", context.items(), true);
    }
    var stage = Optional.ofNullable(stages.get(from.get().toLowerCase(Locale.ROOT)));
    return stage
        .map(known ->
            new Origin(
                "stage " + from.get(),
                known.items(),
                known.undone().isEmpty() && known.base().isEmpty()))
        .orElseThrow(() ->
            new UnbuildableException(
                "%s takes files of image %s, which needs a container engine"
                    .formatted(instruction.place(), from.get())));
  }

  private List<Item> copy(
      Instruction instruction, Stage stage, Origin origin, String source, String destination) {
    if (instruction.name().equals("ADD")
        && source.matches("(https?|git)[:@].*|.*\\.(tar|tgz|tbz|txz)(\\.[a-z0-9]+)?")) {
      throw new UnbuildableException(
          "%s of %s is fetched or unpacked by a container engine"
              .formatted(instruction.place(), source));
    }
    var path = clean(source);
    var whole = origin.items().get(path);
    if (path.isEmpty() || whole instanceof Item.Folder || isFolder(origin, path)) {
      return folder(instruction, stage, origin, path, destination);
    }
    var matcher = Globs.of(path);
    var found =
        whole != null
            ? List.of(path)
            : origin.items().keySet().stream()
                .filter(name -> matcher.matches(Path.of(name)))
                .toList();
    if (found.isEmpty()) {
      throw missing(instruction, origin, source);
    }
    var copied = new ArrayList<Item>();
    for (var name : found) {
      copied.addAll(
          origin.items().get(name) instanceof Item.Folder
              ? folder(instruction, stage, origin, name, destination)
              : List.of(
                  moved(
                      instruction,
                      origin,
                      name,
                      destinationOf(stage, name, destination, found.size() > 1))));
    }
    return copied;
  }

  /// Of what a stage has copied, folders are known by what lies in them.
  private static boolean isFolder(Origin origin, String path) {
    var inside = path + "/";
    return origin.items().keySet().stream().anyMatch(name -> name.startsWith(inside));
  }

  private static UnbuildableException missing(
      Instruction instruction, Origin origin, String source) {
    return new UnbuildableException(
        origin.isWhole()
            ? "%s: %s is not in %s".formatted(instruction.place(), source, origin.name())
            : "%s: %s is not in %s; what RUN makes, and what a base image has, needs a container engine"
                .formatted(instruction.place(), source, origin.name()));
  }

  /// What is in a folder is copied, not the folder.
  private List<Item> folder(
      Instruction instruction, Stage stage, Origin origin, String path, String destination) {
    var prefix = path.isEmpty() ? "" : path + "/";
    var into = clean(stage.absolute(destination));
    return origin.items().keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
        .map(name ->
            moved(
                instruction,
                origin,
                name,
                (into.isEmpty() ? "" : into + "/") + name.substring(prefix.length())))
        .toList();
  }

  private static String destinationOf(
      Stage stage, String name, String destination, boolean isOneOfMany) {
    var into = clean(stage.absolute(destination));
    var isFolder =
        isOneOfMany
            || destination.endsWith("/")
            || destination.equals(".")
            || destination.endsWith("/.")
            || stage.items().get(into) instanceof Item.Folder;
    var last = name.substring(name.lastIndexOf('/') + 1);
    return !isFolder ? into : into.isEmpty() ? last : into + "/" + last;
  }

  private Item moved(Instruction instruction, Origin origin, String name, String path) {
    var item = origin.items().get(name);
    if (item == null) {
      throw new IllegalStateException(name);
    }
    var owner = Optional.ofNullable(instruction.flags().get("chown")).map(variables::expand);
    var mode = Optional.ofNullable(instruction.flags().get("chmod")).map(variables::expand);
    return item.moved(
        path,
        owner.map(text -> owner(instruction, text)).orElse(Owner.ROOT),
        mode.map(text -> mode(instruction, text)).orElse(-1));
  }

  /// Names are looked up in the image's own files, which are not here.
  private static Owner owner(Instruction instruction, String text) {
    if (!text.matches("\\d{1,9}(:\\d{1,9})?")) {
      throw new UnbuildableException(
          "%s --chown=%s names users, which only the base image knows; use numbers"
              .formatted(instruction.place(), text));
    }
    var parts = text.split(":", 2);
    return new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1]));
  }

  private static int mode(Instruction instruction, String text) {
    if (!text.matches("[0-7]{3,4}")) {
      throw new UnbuildableException(
          "%s --chmod=%s is no octal number".formatted(instruction.place(), text));
    }
    return Integer.parseInt(text, 8);
  }

  /// A path from the root, without steps up: those above the root stay at it.
  private static String clean(String path) {
    var clean = Path.of("/").resolve(path).normalize().toString();
    return clean.substring(1);
  }
}
