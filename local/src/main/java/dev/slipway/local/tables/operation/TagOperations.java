package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Tags of tables, which are named by their ARN.
public final class TagOperations {
  private static final int MOST = 50;
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/[a-zA-Z0-9_.-]{3,255}");

  private final Catalog catalog;

  public TagOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  public Json.Obj tag(Request request) {
    var more = tags(request);
    if (more.isEmpty()) {
      throw new InvalidException("Atleast one Tag needs to be provided as Input.");
    }
    return catalog.change(() -> {
      var table = table(request);
      var tags = new HashMap<>(table.definition().tags());
      tags.putAll(more);
      return put(table, tags);
    });
  }

  public Json.Obj untag(Request request) {
    var keys = request.texts("TagKeys");
    if (keys.isEmpty()) {
      throw new InvalidException("Atleast one Tag Key needs to be provided as Input.");
    }
    return catalog.change(() -> {
      var table = table(request);
      var tags = new HashMap<>(table.definition().tags());
      tags.keySet().removeAll(new HashSet<>(keys));
      return put(table, tags);
    });
  }

  private Json.Obj put(Table table, Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw Errors.limitExceeded(
          "Subscriber limit exceeded: There is a limit of 50 tags per resource");
    }
    catalog.put(table.definition().withTags(tags));
    return Json.Obj.EMPTY;
  }

  public Json.Obj list(Request request) {
    var tags =
        new TreeMap<>(table(request).definition().tags())
            .entrySet().stream()
                .map(tag ->
                    Json.object().put("Key", tag.getKey()).put("Value", tag.getValue()).build())
                .toList();
    return Json.object().put("Tags", Json.array(tags)).build();
  }

  private Table table(Request request) {
    var arn = request.requireText("ResourceArn");
    if (!ARN.matcher(arn).matches()) {
      throw new InvalidException("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
    }
    return catalog.require(
        arn,
        _ ->
            new AwsError(
                400,
                "ResourceNotFoundException",
                "Requested resource not found: ResourcArn: %s not found".formatted(arn)));
  }

  /// The tags of a request.
  static Map<String, String> tags(Request request) {
    var tags = new HashMap<String, String>();
    for (var tag : request.structures("Tags")) {
      if (tags.put(tag.requireText("Key"), tag.requireText("Value")) != null) {
        throw new InvalidException("Duplicate tag keys found: " + tag.requireText("Key"));
      }
    }
    return tags;
  }
}
