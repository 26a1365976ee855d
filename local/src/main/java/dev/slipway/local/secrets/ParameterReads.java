package dev.slipway.local.secrets;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Predicate;

/// Shows parameters: one, several, those below a path, all versions.
final class ParameterReads {
  private final ParameterMap map;
  private final String prefix;

  /// @param prefix of ARNs
  ParameterReads(ParameterMap map, String prefix) {
    this.map = map;
    this.prefix = prefix;
  }

  Json.Obj one(Input request) {
    return Json.object()
        .put("Parameter", selected(request.text("Name"), decrypts(request)))
        .build();
  }

  /// `name`, `name:3` or `name:label`, or an ARN of either.
  Json.Obj selected(String asked, boolean decrypt) {
    var name = asked.startsWith(prefix) ? asked.substring(prefix.length()) : asked;
    var plain =
        name.startsWith("/") && map.find(name).isEmpty() && asked.startsWith("arn:")
            ? name.substring(1)
            : name;
    var colon = plain.indexOf(':');
    if (colon < 0) {
      var parameter = map.require(plain);
      return shown(parameter, parameter.latest(), decrypt).build();
    }
    var parameter = map.require(plain.substring(0, colon));
    var selector = plain.substring(colon + 1);
    var version =
        parameter
            .select(selector)
            .orElseThrow(() -> ParameterErrors.noVersion(parameter.name(), selector));
    return shown(parameter, version, decrypt).put("Selector", ":" + selector).build();
  }

  private Json.Builder shown(Parameter parameter, Parameter.Version version, boolean decrypt) {
    return Json.object()
        .put("Name", parameter.name())
        .put("Type", version.type())
        .put("Value", value(version, decrypt))
        .put("Version", version.number())
        .put("LastModifiedDate", version.at())
        .put("ARN", prefix + (parameter.name().startsWith("/") ? "" : "/") + parameter.name())
        .put("DataType", version.dataType());
  }

  /// Who does not ask for the value sees what stands for it.
  private static String value(Parameter.Version version, boolean decrypt) {
    if (decrypt || !version.type().equals("SecureString")) {
      return version.value();
    }
    return Base64.getEncoder()
        .encodeToString("sealed:%d".formatted(version.number()).getBytes(StandardCharsets.UTF_8));
  }

  Json.Obj several(Input request) {
    var names = request.texts("Names");
    if (names.isEmpty() || names.size() > 10) {
      throw ParameterErrors.invalid(
          "names", names, "Member must have length less than or equal to 10");
    }
    var found = new ArrayList<Json>();
    var missing = new ArrayList<String>();
    for (var name : names) {
      try {
        found.add(selected(name, decrypts(request)));
      } catch (AwsError _) {
        missing.add(name);
      }
    }
    return Json.object()
        .put("Parameters", Json.array(found))
        .put("InvalidParameters", Json.strings(missing))
        .build();
  }

  Json.Obj below(Input request) {
    var path = request.text("Path");
    if (!path.startsWith("/")) {
      throw ParameterErrors.invalid(
          "The parameter doesn't meet the parameter name requirements. The parameter name must"
              + " begin with a forward slash \"/\".");
    }
    var recursive = request.flag("Recursive");
    var filters = ParameterFilters.of(request.parts("ParameterFilters"));
    return page(
        request,
        "Parameters",
        10,
        parameter ->
            ParameterFilters.isBelow(parameter.name(), path, recursive) && filters.test(parameter),
        parameter -> shown(parameter, parameter.latest(), decrypts(request)).build());
  }

  private Json.Obj page(
      Input request,
      String member,
      int most,
      Predicate<Parameter> wanted,
      Function<Parameter, Json> show) {
    var asked = request.maybeNumber("MaxResults").orElse(most);
    if (asked < 1 || asked > 50) {
      throw ParameterErrors.invalid("maxResults", asked, "Member must be between 1 and 50");
    }
    var after = request.maybeText("NextToken").orElse("");
    var found =
        map.names().stream()
            .filter(name -> name.compareTo(after) > 0)
            .map(map::require)
            .filter(wanted)
            .limit(asked + 1L)
            .toList();
    var page = found.subList(0, Math.min(asked, found.size()));
    var answer = Json.object().put(member, Json.array(page.stream().map(show).toList()));
    if (found.size() > asked) {
      answer.put("NextToken", page.getLast().name());
    }
    return answer.build();
  }

  Json.Obj history(Input request) {
    var parameter = map.require(request.text("Name"));
    var versions =
        parameter.versions().stream()
            .map(version ->
                shown(parameter, version, decrypts(request))
                    .put("Labels", Json.strings(version.labels()))
                    .put("Tier", parameter.tier())
                    .put("Description", version.description())
                    .put("KeyId", version.key())
                    .put("Policies", Json.Arr.EMPTY)
                    .build())
            .toList();
    return Json.object().put("Parameters", Json.array(versions)).build();
  }

  Json.Obj describe(Input request) {
    return page(
        request,
        "Parameters",
        50,
        ParameterFilters.of(request.parts("ParameterFilters")),
        parameter -> {
          var latest = parameter.latest();
          return Json.object()
              .put("Name", parameter.name())
              .put("Type", latest.type())
              .put("LastModifiedDate", latest.at())
              .put("Description", latest.description())
              .put("AllowedPattern", latest.pattern())
              .put("KeyId", latest.key())
              .put("Version", latest.number())
              .put("Tier", parameter.tier())
              .put("DataType", latest.dataType())
              .put("Policies", Json.Arr.EMPTY)
              .build();
        });
  }

  private static boolean decrypts(Input request) {
    return request.flag("WithDecryption");
  }
}
