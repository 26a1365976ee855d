package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/// Parameter Store: plain strings by path.
public final class Parameters implements JsonService {
  private final Store store;
  private final MVMap<String, String> values;
  private final String prefix;

  public Parameters(Store store, String region, String account) {
    this.store = store;
    this.values = store.map("parameters.values");
    this.prefix = "arn:aws:ssm:%s:%s:parameter".formatted(region, account);
  }

  @Override
  public String targetPrefix() {
    return "AmazonSSM";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  public void put(String name, String value) {
    if (!value.equals(values.get(name))) {
      store.write(() -> values.put(name, value));
    }
  }

  public String get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new AwsError(400, "ParameterNotFound", "Parameter %s not found.".formatted(name));
    }
    return value;
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Json.parseObject(body);
    return switch (operation) {
      case "GetParameter" ->
          Json.object().put("Parameter", parameter(request.requireString("Name"))).build().bytes();
      case "GetParameters" -> several(request).bytes();
      case "GetParametersByPath" -> below(request.requireString("Path")).bytes();
      case "PutParameter" -> {
        put(request.requireString("Name"), request.requireString("Value"));
        yield Json.object().put("Version", 1).put("Tier", "Standard").build().bytes();
      }
      default ->
          throw new AwsError(
              400,
              "UnknownOperationException",
              "The local Parameter Store does not know " + operation);
    };
  }

  private Json.Obj parameter(String name) {
    return Json.object()
        .put("Name", name)
        .put("Type", "String")
        .put("Value", get(name))
        .put("Version", 1)
        .put("ARN", prefix + (name.startsWith("/") ? "" : "/") + name)
        .put("DataType", "text")
        .build();
  }

  private Json.Obj several(Json.Obj request) {
    var found = new ArrayList<Json>();
    var missing = new ArrayList<String>();
    for (var item : request.array("Names")) {
      if (item instanceof Json.Str(var name)) {
        if (values.containsKey(name)) {
          found.add(parameter(name));
        } else {
          missing.add(name);
        }
      }
    }
    return Json.object()
        .put("Parameters", Json.array(found))
        .put("InvalidParameters", Json.strings(missing))
        .build();
  }

  private Json.Obj below(String path) {
    var folder = path.endsWith("/") ? path : path + "/";
    List<Json.Obj> found =
        values.keySet().stream()
            .filter(name -> name.startsWith(folder))
            .map(this::parameter)
            .toList();
    return Json.object().put("Parameters", Json.array(found)).build();
  }
}
