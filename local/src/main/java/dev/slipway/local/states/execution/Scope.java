package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One line of control in an execution: the machine's own, a branch's or an iteration's.
///
/// @param visit the state that it is in
/// @param variables what was assigned here; outer variables are the parent's
/// @param lastEvent the id of its latest history event
/// @param generation grows with everything that it waits for, so that what comes late is told apart
/// @param phase what it is doing in that state
public record Scope(
    Place place,
    Visit visit,
    Map<String, Json> variables,
    int lastEvent,
    int generation,
    Phase phase) {
  public static final int ROOT = 0;
  public static final int NOBODY = -1;

  /// No execution has more scopes than this: its history would be too long.
  public static final int MAX = (1 << 20) - 1;

  /// Where a scope stands in the tree.
  ///
  /// @param id unique in its execution; the machine's own scope is 0
  /// @param parent the scope whose state opened this one; -1 for the machine's own
  /// @param index which branch or iteration it is
  /// @param item what an iteration is about
  public record Place(int id, int parent, int index, Optional<Json> item) {}

  /// The machine's own scope, before its first state.
  public static Scope root(String startAt, Document input, Instant now) {
    return new Scope(
        new Place(ROOT, NOBODY, 0, Optional.empty()),
        Visit.next(startAt, input, now),
        Map.of(),
        0,
        0,
        new Phase.Entering());
  }

  static Scope branch(int id, Scope parent, int index, String startAt, Document input) {
    return new Scope(
        new Place(id, parent.id(), index, Optional.empty()),
        Visit.next(startAt, input, parent.visit().entered()),
        Map.of(),
        parent.lastEvent(),
        0,
        new Phase.Entering());
  }

  static Scope iteration(int id, Scope parent, int index, String startAt, Json item) {
    return new Scope(
        new Place(id, parent.id(), index, Optional.of(item)),
        Visit.next(startAt, Document.of(item), parent.visit().entered()),
        Map.of(),
        parent.lastEvent(),
        0,
        new Phase.Pending());
  }

  public int id() {
    return place.id();
  }

  int parent() {
    return place.parent();
  }

  int index() {
    return place.index();
  }

  String state() {
    return visit.state();
  }

  Document input() {
    return visit.input();
  }

  boolean isRoot() {
    return place.parent() < 0;
  }

  Scope in(Phase now) {
    return new Scope(place, visit, variables, lastEvent, generation, now);
  }

  /// In a phase that waits for something new.
  Scope awaiting(Phase now) {
    return new Scope(place, visit, variables, lastEvent, generation + 1, now);
  }

  Scope given(Document input) {
    return new Scope(place, visit.given(input), variables, lastEvent, generation, phase);
  }

  Scope told(int event) {
    return new Scope(place, visit, variables, event, generation, phase);
  }

  Scope entered(Instant now, int event) {
    return new Scope(
        place, visit.at(now, event, lastEvent), variables, event, generation, new Phase.Working());
  }

  Scope knowing(Map<String, Json> more) {
    return new Scope(place, visit, more, lastEvent, generation, phase);
  }

  Scope visiting(Visit other, Phase now) {
    return new Scope(place, other, variables, lastEvent, generation, now);
  }
}
