package dev.slipway.runner.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The objects of one manifest file.
public record Manifests(List<Map<?, ?>> objects) {
  /// More would be no manifest, but an attempt on the memory.
  private static final int MOST_CHARACTERS = 3 * 1024 * 1024;

  public Manifests {
    objects = List.copyOf(objects);
  }

  /// Reads the documents of a file; empty ones are left out.
  ///
  /// @throws InvalidManifestException when it is no YAML, or an object lacks what each must have
  public static Manifests read(String source) {
    var settings = LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
    var objects = new ArrayList<Map<?, ?>>();
    try {
      for (var document : new Load(settings).loadAllFromString(source)) {
        if (document != null) {
          objects.add(checked(document, objects.size() + 1));
        }
      }
    } catch (YamlEngineException e) {
      throw new InvalidManifestException("it is no YAML: " + e.getMessage());
    }
    return new Manifests(objects);
  }

  private static Map<?, ?> checked(Object document, int number) {
    if (!(document instanceof Map<?, ?> object)) {
      throw new InvalidManifestException("document %d is no object".formatted(number));
    }
    for (var member : List.of("apiVersion", "kind")) {
      if (!(object.get(member) instanceof String text) || text.isBlank()) {
        throw new InvalidManifestException("document %d has no %s".formatted(number, member));
      }
    }
    var isNamed =
        object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("name") instanceof String name
            && !name.isBlank();
    if (!isNamed && !(object.get("items") instanceof List<?>)) {
      throw new InvalidManifestException("document %d has no metadata.name".formatted(number));
    }
    return object;
  }

  /// The same where containers run other versions of their images.
  ///
  /// @param images `registry/name:tag` or `registry/name@digest`; each replaces the images of the
  ///   same name
  public Manifests with(List<String> images) {
    var byName = images.stream().collect(Collectors.toMap(Manifests::name, image -> image));
    return new Manifests(
        objects.stream().<Map<?, ?>>map(object -> replaced(object, byName)).toList());
  }

  private static Map<?, ?> replaced(Map<?, ?> object, Map<String, String> images) {
    var next = new LinkedHashMap<Object, Object>();
    object.forEach((key, value) -> {
      var isContainers =
          key.equals("containers")
              || key.equals("initContainers")
              || key.equals("ephemeralContainers");
      next.put(key, isContainers ? containers(value, images) : inside(value, images));
    });
    return next;
  }

  private static Object inside(Object value, Map<String, String> images) {
    return switch (value) {
      case Map<?, ?> object -> replaced(object, images);
      case List<?> items -> items.stream().map(item -> inside(item, images)).toList();
      case null, default -> value;
    };
  }

  private static Object containers(Object value, Map<String, String> images) {
    return value instanceof List<?> items
        ? items.stream().map(item -> container(item, images)).toList()
        : value;
  }

  private static Object container(Object item, Map<String, String> images) {
    if (!(item instanceof Map<?, ?> container && container.get("image") instanceof String image)) {
      return item;
    }
    var next = new LinkedHashMap<Object, Object>(container);
    next.put("image", Objects.requireNonNullElse(images.get(name(image)), image));
    return next;
  }

  /// An image without its tag or digest; a port of the registry is no tag.
  private static String name(String image) {
    var digest = image.indexOf('@');
    var whole = digest < 0 ? image : image.substring(0, digest);
    var colon = whole.lastIndexOf(':');
    return colon > whole.lastIndexOf('/') ? whole.substring(0, colon) : whole;
  }

  /// What is there, for people: `Deployment/greeting`.
  public List<String> names() {
    return objects.stream()
        .map(object ->
            "%s/%s"
                .formatted(
                    object.get("kind"),
                    object.get("metadata") instanceof Map<?, ?> metadata
                        ? metadata.get("name")
                        : "list"))
        .toList();
  }

  /// As a file that holds all of them.
  public String text() {
    var settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setExplicitStart(true).build();
    return new Dump(settings).dumpAllToString(objects.iterator());
  }
}
