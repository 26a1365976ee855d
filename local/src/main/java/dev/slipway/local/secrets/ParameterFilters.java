package dev.slipway.local.secrets;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which parameters are asked for, by `ParameterFilters`.
final class ParameterFilters {
  private ParameterFilters() {}

  static Predicate<Parameter> of(List<Input> filters) {
    Predicate<Parameter> all = _ -> true;
    for (var filter : filters) {
      all = all.and(one(filter));
    }
    return all;
  }

  private static Predicate<Parameter> one(Input filter) {
    var key = filter.text("Key");
    var option = filter.maybeText("Option").orElse(key.equals("Path") ? "OneLevel" : "Equals");
    var values = filter.texts("Values");
    if (key.startsWith("tag:")) {
      var tag = key.substring("tag:".length());
      return parameter ->
          Optional.ofNullable(parameter.tags().get(tag))
              .filter(value -> values.isEmpty() || values.contains(value))
              .isPresent();
    }
    return switch (key) {
      case "Name" -> parameter -> any(values, value -> name(parameter.name(), value, option));
      case "Path" ->
          parameter ->
              any(values, value -> isBelow(parameter.name(), value, !option.equals("OneLevel")));
      case "Type" -> parameter -> text(parameter.latest().type(), values, option);
      case "DataType" -> parameter -> text(parameter.latest().dataType(), values, option);
      case "Tier" -> parameter -> text(parameter.tier(), values, option);
      case "KeyId" -> parameter -> text(parameter.latest().key().orElse(""), values, option);
      case "Label" ->
          parameter ->
              parameter.versions().stream()
                  .anyMatch(version -> version.labels().stream().anyMatch(values::contains));
      default ->
          throw new AwsError(
              400,
              "InvalidFilterKey",
              "The following filter key is not valid: %s. Valid filter keys include: [Type, KeyId, Name, Path, DataType, Tier, Label]."
                  .formatted(key));
    };
  }

  private static boolean any(List<String> values, Predicate<String> test) {
    return values.stream().anyMatch(test);
  }

  private static boolean text(String value, List<String> values, String option) {
    return option.equals("BeginsWith") ? any(values, value::startsWith) : values.contains(value);
  }

  private static boolean name(String name, String value, String option) {
    return switch (option) {
      case "BeginsWith" -> plain(name).startsWith(plain(value));
      case "Contains" -> name.contains(value);
      default -> plain(name).equals(plain(value));
    };
  }

  private static String plain(String name) {
    return name.startsWith("/") && name.indexOf('/', 1) < 0 ? name.substring(1) : name;
  }

  static boolean isBelow(String name, String path, boolean recursive) {
    var folder = path.endsWith("/") ? path : path + "/";
    return name.startsWith(folder)
        && name.length() > folder.length()
        && (recursive || name.indexOf('/', folder.length()) < 0);
  }
}
