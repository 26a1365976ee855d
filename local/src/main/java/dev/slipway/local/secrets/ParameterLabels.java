package dev.slipway.local.secrets;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Labels of a parameter's versions, and tags of a parameter.
final class ParameterLabels {
  private final ParameterMap map;

  ParameterLabels(ParameterMap map) {
    this.map = map;
  }

  Json.Obj label(Input request) {
    var name = request.text("Name");
    var wanted = request.texts("Labels");
    var invalid =
        wanted.stream()
            .filter(label ->
                !label.matches("[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}")
                    || label.toLowerCase(java.util.Locale.ROOT).matches("(aws|ssm).*"))
            .toList();
    var good = wanted.stream().filter(label -> !invalid.contains(label)).toList();
    return map.change(() -> {
      var parameter = map.require(name);
      var number = request.maybeNumber("ParameterVersion").orElse(parameter.latest().number());
      if (parameter.select(Integer.toString(number)).isEmpty()) {
        throw ParameterErrors.noVersion(name, Integer.toString(number));
      }
      map.keep(relabelled(parameter, number, good));
      return Json.object()
          .put("InvalidLabels", Json.strings(invalid))
          .put("ParameterVersion", number)
          .build();
    });
  }

  /// A label stands at one version only.
  private static Parameter relabelled(Parameter parameter, int number, List<String> labels) {
    return parameter.replaced(
        parameter.versions().stream()
            .map(version -> {
              var next = new ArrayList<>(version.labels());
              next.removeAll(labels);
              if (version.number() == number) {
                next.addAll(labels);
              }
              if (next.size() > 10) {
                throw new AwsError(
                    400,
                    "ParameterVersionLabelLimitExceeded",
                    "A parameter version can have a maximum of ten labels.");
              }
              return version.labelled(next);
            })
            .toList());
  }

  Json.Obj unlabel(Input request) {
    var name = request.text("Name");
    var labels = request.texts("Labels");
    return map.change(() -> {
      var parameter = map.require(name);
      var number = Integer.toString(request.number("ParameterVersion"));
      var version =
          parameter.select(number).orElseThrow(() -> ParameterErrors.noVersion(name, number));
      var removed = labels.stream().filter(version.labels()::contains).toList();
      map.keep(relabelled(parameter, -1, removed));
      return Json.object()
          .put("RemovedLabels", Json.strings(removed))
          .put(
              "InvalidLabels",
              Json.strings(labels.stream().filter(label -> !removed.contains(label)).toList()))
          .build();
    });
  }

  Json.Obj tag(Input request) {
    change(
        request,
        parameter -> {
          var tags = new TreeMap<>(parameter.tags());
          request.parts("Tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
          request.texts("TagKeys").forEach(tags::remove);
          return parameter.tagged(tags);
        });
    return Json.Obj.EMPTY;
  }

  private void change(Input request, UnaryOperator<Parameter> change) {
    map.change(() -> {
      map.keep(change.apply(resource(request)));
      return true;
    });
  }

  private Parameter resource(Input request) {
    return map.find(request.text("ResourceId"))
        .orElseThrow(() -> new AwsError(400, "InvalidResourceId", "The resource ID isn't valid."));
  }

  Json.Obj tags(Input request) {
    var tags = new ArrayList<Json>();
    resource(request)
        .tags()
        .forEach(
            (key, value) -> tags.add(Json.object().put("Key", key).put("Value", value).build()));
    return Json.object().put("TagList", Json.array(tags)).build();
  }
}
