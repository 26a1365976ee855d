package dev.slipway.local.states.api;

import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tags of state machines and activities.
public final class TagOperations {
  private static final int MAX_TAGS = 50;

  private final Store store;
  private final Registry registry;

  public TagOperations(Store store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  /// The tags of a request, by their keys.
  static Map<String, Json> tags(Request request) {
    var tags = new LinkedHashMap<String, Json>();
    for (var tag : request.objects("tags")) {
      var key = tag.required("key");
      if (key.isEmpty() || key.length() > 128) {
        throw Request.constraint(
            key, "tags.1.member.key", "Member must have length between 1 and 128");
      }
      tags.put(key, Json.of(tag.string("value", 256).orElse("")));
    }
    return tags;
  }

  public Json tag(Request request) {
    var arn = existing(request);
    var more = tags(request);
    store.write(() -> {
      synchronized (registry) {
        var all = new LinkedHashMap<>(registry.tags(arn).members());
        all.putAll(more);
        if (all.size() > MAX_TAGS) {
          throw Request.refusal(
              "TooManyTags", "A resource has at most %d tags: '%s'".formatted(MAX_TAGS, arn));
        }
        registry.putTags(arn, all);
      }
    });
    return Json.Obj.EMPTY;
  }

  public Json untag(Request request) {
    var arn = existing(request);
    store.write(() -> {
      synchronized (registry) {
        var all = new LinkedHashMap<>(registry.tags(arn).members());
        for (var key : request.array("tagKeys")) {
          if (key instanceof Json.Str(var text)) {
            all.remove(text);
          }
        }
        registry.putTags(arn, all);
      }
    });
    return Json.Obj.EMPTY;
  }

  public Json list(Request request) {
    var tags = new ArrayList<Json>();
    registry
        .tags(existing(request))
        .members()
        .forEach(
            (key, value) -> tags.add(Json.object().put("key", key).put("value", value).build()));
    return Json.object().put("tags", Json.array(tags)).build();
  }

  private String existing(Request request) {
    var arn = Names.taggedArn(request.required("resourceArn"));
    if (registry.machine(arn).isEmpty() && registry.activity(arn).isEmpty()) {
      throw Request.refusal("ResourceNotFound", "Resource not found: '%s'".formatted(arn));
    }
    return arn;
  }
}
