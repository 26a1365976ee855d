package dev.slipway.ci.run;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Job.Argument;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Job.Secrets;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `inputs` context of a called workflow: what the caller gives, else the default, each of the
/// kind that the workflow asks for.
final class CallInputs {
  private CallInputs() {}

  /// @param contexts of the caller
  /// @throws UncomputableException naming what is wrong and where
  static Json.Obj of(Body.Call call, Workflow called, Contexts contexts) {
    var given = new TreeMap<String, Argument>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(call.with());
    var inputs = new LinkedHashMap<String, Json>();
    called
        .call()
        .ifPresent(asked ->
            asked
                .inputs()
                .forEach((name, input) ->
                    inputs.put(
                        name,
                        Optional.ofNullable(given.get(name))
                            .map(argument -> given(name, input, argument, contexts))
                            .orElseGet(() -> byDefault(name, input, contexts)))));
    return new Json.Obj(inputs);
  }

  private static Json given(String name, Input input, Argument argument, Contexts contexts) {
    var template = argument.template();
    return UncomputableException.in(
        "with." + name,
        template,
        text ->
            fitting(
                input,
                argument.value() instanceof Json.Str
                    ? Templates.evaluate(text, contexts)
                    : argument.value()));
  }

  /// A value of the wrong kind is refused in GitHub's words: the text `true` is no boolean.
  private static Json fitting(Input input, Json value) {
    return switch (input.type()) {
      case STRING, CHOICE, ENVIRONMENT -> Json.of(Templates.text(value));
      case BOOLEAN -> {
        if (!(value instanceof Json.Bool)) {
          throw unexpected(value);
        }
        yield value;
      }
      case NUMBER -> {
        if (!(value instanceof Json.Num)) {
          throw unexpected(value);
        }
        yield value;
      }
    };
  }

  private static IllegalArgumentException unexpected(Json value) {
    return new IllegalArgumentException("Unexpected value '%s'".formatted(Templates.text(value)));
  }

  /// Defaults are computed where the called workflow is: they see what all of a run sees.
  private static Json byDefault(String name, Input input, Contexts contexts) {
    var text = input.defaultValue().orElse("");
    var own = new LinkedHashMap<String, Json>();
    for (var context : new String[] {"github", "vars"}) {
      contexts.context(context).ifPresent(value -> own.put(context, value));
    }
    return UncomputableException.in(
        "default of input " + name,
        new Template(text, input.at()),
        given -> typed(input, Templates.text(given, MapContexts.of(own))));
  }

  private static Json typed(Input input, String text) {
    return switch (input.type()) {
      case STRING, CHOICE, ENVIRONMENT -> Json.of(text);
      case BOOLEAN -> Json.of(text.equalsIgnoreCase("true"));
      case NUMBER -> Json.of(text.isEmpty() ? 0 : Double.parseDouble(text));
    };
  }

  /// The secrets of a called workflow; empty ones count as not given.
  ///
  /// @param contexts of the caller, with `secrets`
  /// @param all the caller's
  static Map<String, String> secrets(Body.Call call, Map<String, String> all, Contexts contexts) {
    return switch (call.secrets()) {
      case Secrets.Inherit _ -> all;
      case Secrets.Given(var given) -> {
        var secrets = new LinkedHashMap<String, String>();
        given.forEach((name, template) -> {
          var value =
              UncomputableException.in(
                  "secrets." + name, template, text -> Templates.text(text, contexts));
          if (!value.isEmpty()) {
            secrets.put(name, value);
          }
        });
        yield secrets;
      }
    };
  }
}
