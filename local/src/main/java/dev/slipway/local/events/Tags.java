package dev.slipway.local.events;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;

/// The tags of rules and buses, by ARN, on disk.
final class Tags {
  private final Store store;
  private final MVMap<String, byte[]> kept;

  Tags(Store store) {
    this.store = store;
    this.kept = store.map("events.tags");
  }

  Json.Obj add(String arn, List<Input> tags) {
    var known = of(arn);
    tags.forEach(tag -> known.put(tag.text("Key"), Json.of(tag.text("Value"))));
    keep(arn, known);
    return Json.Obj.EMPTY;
  }

  Json.Obj remove(String arn, List<String> names) {
    var known = of(arn);
    names.forEach(known::remove);
    keep(arn, known);
    return Json.Obj.EMPTY;
  }

  void forget(String arn) {
    keep(arn, new LinkedHashMap<>());
  }

  private Map<String, Json> of(String arn) {
    var bytes = kept.get(arn);
    return bytes == null
        ? new LinkedHashMap<>()
        : new LinkedHashMap<>(Json.parseObject(bytes).members());
  }

  private void keep(String arn, Map<String, Json> tags) {
    store.write(() -> {
      if (tags.isEmpty()) {
        kept.remove(arn);
      } else {
        kept.put(arn, new Json.Obj(tags).bytes());
      }
    });
  }

  Json.Obj list(String arn) {
    var tags =
        of(arn).entrySet().stream()
            .map(tag -> Json.object().put("Key", tag.getKey()).put("Value", tag.getValue()).build())
            .toList();
    return Json.object().put("Tags", Json.array(tags)).build();
  }
}
