package dev.slipway.local.states.query;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that an expression of a state may see.
///
/// @param input the state's input
/// @param result what the state's work returned, where there is such a thing
/// @param errorOutput `{"Error", "Cause"}` inside a Catch
/// @param context the context object, made only when it is asked for, as all of these
/// @param variables a variable by its name without `$`
/// @param now what `$now()` and `$millis()` say
public record Scene(
    Supplier<Json> input,
    Optional<Supplier<Json>> result,
    Optional<Json> errorOutput,
    Supplier<Json.Obj> context,
    Function<String, Optional<Json>> variables,
    Instant now,
    Chance chance) {

  public Scene withResult(Supplier<Json> value) {
    return new Scene(input, Optional.of(value), errorOutput, context, variables, now, chance);
  }

  public Scene withError(Json value) {
    return new Scene(input, result, Optional.of(value), context, variables, now, chance);
  }
}
