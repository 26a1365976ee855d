package dev.slipway.local.states.api;

import dev.slipway.local.states.language.DefinitionReader;
import dev.slipway.local.states.language.Problem;
import dev.slipway.local.states.language.State;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.Optional;
import java.util.stream.Collectors;

/// A request of TestState, checked.
///
/// @param mock what the state's work gives, instead of doing it
/// @param context a context object to be seen
record StateTest(
    State state,
    Inspection inspection,
    Optional<Mock> mock,
    Json.Obj variables,
    Optional<Json.Obj> context,
    Configuration configuration) {
  private static final String ALONE = "StateName";

  /// What is taken to have happened before.
  ///
  /// @param retries how often each retrier has retried
  /// @param failures how many iterations of a Map failed
  /// @param items what the reader of a Map has brought
  record Configuration(int retries, Optional<Long> failures, Optional<Json.Arr> items) {}

  /// How much the answer tells.
  enum Inspection {
    INFO,
    DEBUG,
    TRACE
  }

  /// What a state's work gives.
  sealed interface Mock {
    record Result(Json value) implements Mock {}

    record Fault(String error, String cause) implements Mock {}
  }

  static StateTest of(Request request) {
    var state = state(request);
    var mock = mock(request);
    check(request, state, mock);
    var context = object(request, "context");
    context.ifPresent(given -> GivenContext.check(given, state));
    return new StateTest(
        state,
        inspection(request.string("inspectionLevel").orElse("INFO")),
        mock,
        object(request, "variables").orElse(Json.Obj.EMPTY),
        context,
        configuration(request));
  }

  private static State state(Request request) {
    var definition = request.required("definition");
    var name = request.string("stateName");
    var reading =
        name.isPresent()
            ? DefinitionReader.read(definition)
            : DefinitionReader.readState(ALONE, definition);
    if (reading.machine().isEmpty()) {
      var why = reading.errors().stream().map(Problem::sentence).collect(Collectors.joining(", "));
      throw Request.refusal(
          "InvalidDefinition", "Invalid State Machine Definition: '%s'".formatted(why));
    }
    return reading
        .machine()
        .flatMap(machine -> machine.anywhere(name.orElse(ALONE)))
        .orElseThrow(() -> Request.invalid("State not found in definition"));
  }

  private static Inspection inspection(String level) {
    try {
      return Inspection.valueOf(level);
    } catch (IllegalArgumentException _) {
      throw Request.constraint(
          level, "inspectionLevel", "Member must satisfy enum value set: [INFO, DEBUG, TRACE]");
    }
  }

  private static Optional<Mock> mock(Request request) {
    if (!request.has("mock")) {
      return Optional.empty();
    }
    var mock = Request.of(request.object("mock"));
    if (mock.has("result") && mock.has("errorOutput")) {
      throw Request.invalid(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (mock.has("errorOutput")) {
      var error = Request.of(mock.object("errorOutput"));
      return Optional.of(
          new Mock.Fault(error.string("error").orElse(""), error.string("cause").orElse("")));
    }
    return mock.string("result").map(text -> new Mock.Result(parsed(text, "mock.result")));
  }

  private static void check(Request request, State state, Optional<Mock> mock) {
    if (mock.isPresent() && request.flag("revealSecrets")) {
      throw Request.invalid("TestState does not support RevealSecrets when a mock is specified.");
    }
    switch (state) {
      case State.Pass _, State.Succeed _, State.Fail _, State.Wait _, State.Choice _ -> {
        if (mock.isPresent()) {
          throw Request.invalid(
              "State type '%s' is not supported when a mock is specified".formatted(state.type()));
        }
      }
      case State.Parallel parallel -> {
        var items = array(mock);
        if (items.isPresent() && items.get().items().size() != parallel.branches().size()) {
          throw Request.invalid(
              "Mocked result must contain the same number of items as number of Parallel branches.");
        }
      }
      case State.ForEach forEach -> {
        if (forEach.mode() instanceof State.Distributed distributed
            && distributed.writer().isPresent()) {
          if (result(mock).filter(value -> !(value instanceof Json.Obj)).isPresent()) {
            throw Request.invalid("Mocked result must be a JSON object.");
          }
        } else {
          var _ = array(mock);
        }
      }
      case State.Task task -> {
        if (mock.isPresent() && mock.get() instanceof Mock.Result(var value)) {
          MockedResults.check(task.resource(), value, validation(request));
        }
      }
    }
  }

  private static MockedResults.Mode validation(Request request) {
    return MockedResults.mode(
        Request.of(request.object("mock")).string("fieldValidationMode").orElse("STRICT"));
  }

  /// States that hold others can only be tested with what the others give.
  private static Optional<Json.Arr> array(Optional<Mock> mock) {
    return result(mock)
        .map(value -> {
          if (value instanceof Json.Arr items) {
            return items;
          }
          throw Request.invalid("Mocked result must be an array.");
        });
  }

  private static Optional<Json> result(Optional<Mock> mock) {
    if (mock.isEmpty()) {
      throw Request.refusal(
          "InvalidDefinition",
          "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
    }
    return mock.get() instanceof Mock.Result(var value) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Json.Obj> object(Request request, String name) {
    return request
        .string(name)
        .map(text -> {
          if (parsed(text, name) instanceof Json.Obj object) {
            return object;
          }
          throw Request.invalid("The value of '%s' must be a JSON object".formatted(name));
        });
  }

  private static Json parsed(String text, String name) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException _) {
      throw Request.invalid("The value of '%s' must be valid JSON".formatted(name));
    }
  }

  private static Configuration configuration(Request request) {
    var given = Request.of(request.object("stateConfiguration"));
    return new Configuration(
        given.number("retrierRetryCount").map(Double::intValue).orElse(0),
        given.number("mapIterationFailureCount").map(Double::longValue),
        given
            .string("mapItemReaderData")
            .map(text -> {
              if (parsed(text, "mapItemReaderData") instanceof Json.Arr items) {
                return items;
              }
              throw Request.invalid("The value of 'mapItemReaderData' must be a JSON array");
            }));
  }
}
