package dev.slipway.local.template;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A synthesized CloudFormation template, its intrinsic functions unresolved.
///
/// @param stack the stack's name
public record Template(
    String stack,
    Map<String, Parameter> parameters,
    Map<String, Json> conditions,
    Map<String, Declared> resources,
    Map<String, Json> outputs) {

  /// @param type `String`, or `AWS::SSM::Parameter::Value<String>` for one that is looked up
  public record Parameter(String type, String defaultValue) {
    private static final String LOOKED_UP = "AWS::SSM::Parameter::Value<String>";

    boolean lookedUp() {
      return type.equals(LOOKED_UP);
    }
  }

  /// A resource as it stands in the template.
  public record Declared(String type, Json.Obj properties, List<String> dependsOn) {}

  /// Reads `<stack>.template.json`.
  ///
  /// @throws TemplateException when the file cannot be read or is no template
  public static Template read(Path file) {
    var name = String.valueOf(file.getFileName());
    try {
      return read(name.replace(".template.json", ""), Json.parseObject(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new TemplateException("cannot read the template " + file + ": " + e.getMessage());
    }
  }

  static Template read(String stack, Json.Obj template) {
    var parameters = new LinkedHashMap<String, Parameter>();
    each(
        template.object("Parameters"),
        (name, parameter) -> {
          var type = parameter.requireString("Type");
          if (!type.equals("String") && !type.equals(Parameter.LOOKED_UP)) {
            throw new TemplateException(
                "%s: parameter %s has the unknown type %s".formatted(stack, name, type));
          }
          parameters.put(name, new Parameter(type, parameter.string("Default").orElse("")));
        });
    var resources = new LinkedHashMap<String, Declared>();
    each(
        template.object("Resources"),
        (name, resource) ->
            resources.put(
                name,
                new Declared(
                    resource.requireString("Type"),
                    resource.object("Properties"),
                    names(resource.get("DependsOn").orElse(Json.Arr.EMPTY)))));
    var outputs = new LinkedHashMap<String, Json>();
    each(
        template.object("Outputs"),
        (name, output) -> outputs.put(name, output.get("Value").orElse(Json.Null.INSTANCE)));
    return new Template(
        stack, parameters, template.object("Conditions").members(), resources, outputs);
  }

  private static void each(
      Json.Obj section, java.util.function.BiConsumer<String, Json.Obj> consumer) {
    section
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj object) {
            consumer.accept(name, object);
          }
        });
  }

  private static List<String> names(Json dependsOn) {
    return switch (dependsOn) {
      case Json.Str(var one) -> List.of(one);
      case Json.Arr(var many) -> {
        var names = new ArrayList<String>();
        for (var item : many) {
          if (item instanceof Json.Str(var name)) {
            names.add(name);
          }
        }
        yield names;
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Obj _ -> List.of();
    };
  }
}
