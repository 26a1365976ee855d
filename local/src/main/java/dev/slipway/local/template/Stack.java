package dev.slipway.local.template;

import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Creates what a template declares, each resource after those that it refers to.
public final class Stack implements Intrinsics.Names {
  /// What a resource is once it is there.
  ///
  /// @param ref what `Ref` gives
  /// @param attributes what `Fn::GetAtt` gives, by name
  public record Physical(String ref, Map<String, String> attributes) {}

  /// Makes one resource.
  public interface Creator {
    Physical create(String stack, String logicalId, String type, Json.Obj properties);
  }

  /// Where the stack lives.
  ///
  /// @param parameters values that the template asks for; others get their default
  /// @param lookUp reads a Parameter Store value by name
  public record Surroundings(
      String region,
      String account,
      Map<String, String> parameters,
      java.util.function.UnaryOperator<String> lookUp) {}

  private final Template template;
  private final Surroundings around;
  private final Creator creator;
  private final Intrinsics intrinsics;
  private final Map<String, Physical> created = new LinkedHashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  private Stack(Template template, Surroundings around, Creator creator) {
    this.template = template;
    this.around = around;
    this.creator = creator;
    this.intrinsics = new Intrinsics(template.stack(), this);
  }

  /// Creates every resource.
  ///
  /// @return the outputs
  /// @throws TemplateException naming what is not known
  public static Map<String, String> create(
      Template template, Surroundings around, Creator creator) {
    var stack = new Stack(template, around, creator);
    template.resources().keySet().forEach(stack::physical);
    var outputs = new LinkedHashMap<String, String>();
    template
        .outputs()
        .forEach((name, value) -> {
          if (stack.intrinsics.resolve(value) instanceof Json.Str(var text)) {
            outputs.put(name, text);
          }
        });
    return outputs;
  }

  private Physical physical(String id) {
    var known = created.get(id);
    if (known != null) {
      return known;
    }
    var declared = template.resources().get(id);
    if (declared == null) {
      throw new TemplateException(
          "%s refers to %s, which it does not declare".formatted(template.stack(), id));
    }
    if (!underWay.add(id)) {
      throw new TemplateException(
          "%s: %s refer to each other in a circle".formatted(template.stack(), underWay));
    }
    declared.dependsOn().forEach(this::physical);
    var properties = intrinsics.resolve(declared.properties());
    var physical = creator.create(template.stack(), id, declared.type(), properties);
    underWay.remove(id);
    created.put(id, physical);
    return physical;
  }

  @Override
  public Json ref(String name) {
    return switch (name) {
      case "AWS::Region" -> Json.of(around.region());
      case "AWS::AccountId" -> Json.of(around.account());
      case "AWS::Partition" -> Json.of("aws");
      case "AWS::URLSuffix" -> Json.of("amazonaws.com");
      case "AWS::StackName" -> Json.of(template.stack());
      case "AWS::StackId" ->
          Json.of(
              "arn:aws:cloudformation:%s:%s:stack/%s/local"
                  .formatted(around.region(), around.account(), template.stack()));
      default -> {
        var parameter = template.parameters().get(name);
        yield Json.of(parameter == null ? physical(name).ref() : value(name, parameter));
      }
    };
  }

  private String value(String name, Template.Parameter parameter) {
    var value = around.parameters().getOrDefault(name, parameter.defaultValue());
    return parameter.lookedUp() ? around.lookUp().apply(value) : value;
  }

  @Override
  public Json attribute(String resource, String attribute) {
    var value = physical(resource).attributes().get(attribute);
    if (value == null) {
      throw new TemplateException(
          "%s: the local cloud does not know the attribute %s of %s"
              .formatted(template.stack(), attribute, resource));
    }
    return Json.of(value);
  }

  @Override
  public boolean condition(String name) {
    var condition = template.conditions().get(name);
    if (condition == null) {
      throw new TemplateException("%s has no condition named %s".formatted(template.stack(), name));
    }
    return intrinsics.resolve(condition).equals(Json.Bool.TRUE);
  }
}
