package dev.slipway.local.states.query;

import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that the expressions of a state may see. Values are made only when they are asked for.
///
/// @param input the state's input: `$states.input`
/// @param subject what a JSONPath's `$` means here
/// @param result what the state's work returned, where there is such a thing
/// @param errorOutput `{"Error", "Cause"}` inside a Catch
/// @param context the context object
/// @param variables a variable by its name without `$`
/// @param now what `$now()` and `$millis()` say
public record Scene(
    Supplier<Json> input,
    Supplier<Json> subject,
    Optional<Supplier<Json>> result,
    Optional<Json> errorOutput,
    Supplier<Json.Obj> context,
    Function<String, Optional<Json>> variables,
    Instant now,
    Chance chance) {

  public Scene looking(Supplier<Json> at) {
    return new Scene(input, at, result, errorOutput, context, variables, now, chance);
  }

  public Scene withResult(Supplier<Json> value) {
    return new Scene(
        input, value, Optional.of(value), errorOutput, context, variables, now, chance);
  }

  /// Inside a Catch there is an error and no result.
  public Scene withError(Json error) {
    return new Scene(
        input, () -> error, Optional.empty(), Optional.of(error), context, variables, now, chance);
  }
}
