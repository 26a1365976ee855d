package dev.slipway.ci.concurrency;

import java.util.Optional;

/// A place in a group that a run or a job has asked for; kept in the run, which has the last word.
///
/// @param group as the file names it
/// @param lost why somebody else has the place now, for people
public record Seat(String group, Manner manner, Stage stage, Optional<String> lost) {
  /// How far it got. Only ever moves down this list; a re-run asks anew.
  public enum Stage {
    /// Asked for, and not had yet.
    ASKED,
    /// It is its turn.
    HELD,
    /// Given back.
    LEFT
  }

  public static Seat asked(String group, Manner manner) {
    return new Seat(group, manner, Stage.ASKED, Optional.empty());
  }

  public boolean waits() {
    return stage == Stage.ASKED;
  }

  public boolean isLeft() {
    return stage == Stage.LEFT;
  }

  public Seat at(Stage next) {
    return new Seat(group, manner, next, lost);
  }

  /// Somebody else comes first; the first reason stays.
  public Seat lost(String why) {
    return new Seat(group, manner, stage, lost.or(() -> Optional.of(why)));
  }
}
