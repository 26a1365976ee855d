package dev.slipway.local.states.api;

import dev.slipway.local.states.execution.MapPlan.Tolerance;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.Field;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// What TestState tells of a Map: its limits, what it goes through, and whether too much has
/// failed.
final class MapInspector {
  private final State.ForEach forEach;
  private final Scene scene;
  private final StateTest.Configuration configuration;

  MapInspector(State.ForEach forEach, Scene scene, StateTest.Configuration configuration) {
    this.forEach = forEach;
    this.scene = scene;
    this.configuration = configuration;
  }

  /// Why the Map fails whatever its iterations give.
  Optional<Failure> refusal() {
    if (all() instanceof Template.Selected(var selection, _)
        && reader().isEmpty()
        && !(all().evaluate(scene) instanceof Json.Arr)) {
      var path =
          selection.text().startsWith("$$") ? selection.text().substring(1) : selection.text();
      return Optional.of(
          new Failure(
              Errors.RUNTIME, "Reference path \"%s\" must point to array.".formatted(path)));
    }
    var failed = configuration.failures().orElse(0L);
    return limited() && !tolerance().allows(failed, items().size())
        ? Optional.of(
            new Failure(Errors.TOLERANCE, "The specified tolerated failure threshold was exceeded"))
        : Optional.empty();
  }

  private Template all() {
    return forEach.items().all().template();
  }

  private List<Json> items() {
    return configuration
        .items()
        .map(Json.Arr::items)
        .orElseGet(() -> reader().isPresent() ? List.of() : forEach.items().all().array(scene));
  }

  private Optional<State.Reader> reader() {
    return forEach.mode() instanceof State.Distributed distributed
        ? distributed.reader()
        : Optional.empty();
  }

  private boolean limited() {
    return toleratedCount().isPresent() || toleratedPercentage().isPresent();
  }

  private Tolerance tolerance() {
    return new Tolerance(toleratedCount().orElse(0L), toleratedPercentage().orElse(0.0));
  }

  private Optional<Long> toleratedCount() {
    return forEach.mode() instanceof State.Distributed distributed
        ? distributed.toleratedCount().map(field -> field.whole(scene, 0, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private Optional<Double> toleratedPercentage() {
    return forEach.mode() instanceof State.Distributed distributed
        ? distributed.toleratedPercentage().map(field -> field.number(scene, 0, 100))
        : Optional.empty();
  }

  /// Puts what holds for the whole Map; a Map that goes through nothing has no limits to tell.
  void tell(Json.Builder data) {
    if (all() instanceof Template.Selected && reader().isEmpty()) {
      if (!(all().evaluate(scene) instanceof Json.Arr items)) {
        return;
      }
      data.put("afterItemsPath", items.text());
    }
    data.put("maxConcurrency", (double) whole(forEach.items().concurrency()));
    toleratedCount().ifPresent(count -> data.put("toleratedFailureCount", (double) (long) count));
    toleratedPercentage()
        .ifPresent(share -> data.put("toleratedFailurePercentage", (double) share));
  }

  private long whole(Optional<Field> field) {
    return field.map(some -> some.whole(scene, 0, 10_000)).orElse(0L);
  }
}
