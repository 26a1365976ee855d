package dev.slipway.runner.image;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One stage of a build as far as it has come: what is in it, and what it says of itself.
final class Stage {
  /// The image that it begins with, none for `scratch`.
  private final Optional<String> base;

  private final List<Layer> layers = new ArrayList<>();
  private final TreeMap<String, Item> items = new TreeMap<>();
  private final Map<String, String> env = new LinkedHashMap<>();
  private final Map<String, Json> config = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final List<Dockerfile.Instruction> undone = new ArrayList<>();
  private String folder = "/";

  private Stage(Optional<String> base) {
    this.base = base;
  }

  static Stage on(String image) {
    return new Stage(image.equals("scratch") ? Optional.empty() : Optional.of(image));
  }

  /// What one instruction adds.
  ///
  /// @param by the instruction, for the image's history
  record Layer(String by, List<Item> items) {
    Layer {
      items = List.copyOf(items);
    }
  }

  /// A stage that goes on where this one is.
  Stage next() {
    var next = new Stage(base);
    next.layers.addAll(layers);
    next.items.putAll(items);
    next.env.putAll(env);
    next.config.putAll(config);
    next.labels.putAll(labels);
    next.undone.addAll(undone);
    next.folder = folder;
    return next;
  }

  void add(String by, List<Item> added) {
    layers.add(new Layer(by, added));
    added.forEach(item -> items.put(item.path(), item));
  }

  void set(String member, Json value) {
    config.put(member, value);
  }

  void label(String name, String value) {
    labels.put(name, value);
  }

  void env(String name, String value) {
    env.put(name, value);
  }

  /// Changes the folder that relative paths start from.
  void enter(String path) {
    folder = absolute(path);
  }

  /// Remembers what only a container can do.
  void leave(Dockerfile.Instruction instruction) {
    undone.add(instruction);
  }

  String absolute(String path) {
    return path.startsWith("/") ? path : folder.equals("/") ? "/" + path : folder + "/" + path;
  }

  Optional<String> base() {
    return base;
  }

  List<Layer> layers() {
    return layers;
  }

  Map<String, Item> items() {
    return items;
  }

  List<Dockerfile.Instruction> undone() {
    return undone;
  }

  /// The `config` of the image, in the words of the OCI specification.
  Json.Obj config() {
    var all = new LinkedHashMap<>(config);
    if (!env.isEmpty()) {
      var lines = env.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue());
      all.put("Env", Json.strings(lines.toList()));
    }
    if (!folder.equals("/")) {
      all.put("WorkingDir", Json.of(folder));
    }
    if (!labels.isEmpty()) {
      all.put("Labels", Json.strings(labels));
    }
    return new Json.Obj(all);
  }
}
