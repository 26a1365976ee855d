package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Member;
import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.concurrency.Seat.Stage;
import dev.slipway.model.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run asks of concurrency groups, for itself and for its jobs. The run has the last word on
/// whether it still wants a place; so whatever a group says late or twice does no harm.
final class Seats {
  private Seats() {}

  static Member member(Run run) {
    return new Member(run.id(), Optional.empty(), run.attempt());
  }

  static Member member(Run run, RunJob job) {
    return new Member(run.id(), Optional.of(job.key()), job.attempt());
  }

  /// The place that a member has or waits for; empty when it wants none, or no more.
  static Optional<Seat> of(Run run, Member member) {
    var key = member.job();
    if (key.isEmpty()) {
      return run.seat().filter(_ -> member.equals(member(run)) && !run.isCompleted());
    }
    return Optional.ofNullable(run.jobs().get(key.get()))
        .filter(job -> member.equals(member(run, job)) && !job.isFinished())
        .flatMap(RunJob::seat);
  }

  /// Why somebody with this place asked for waits, for people.
  static String waitsFor(Seat seat) {
    return "waits for its turn in concurrency group " + seat.group();
  }

  /// The way into an attempt: its state machine, or the group before it.
  static RunEffect begin(Run run) {
    return run.seat()
        .filter(Seat::waits)
        .<RunEffect>map(seat -> enter(member(run), seat))
        .orElseGet(() -> new RunEffect.StartExecution(run.attempt()));
  }

  static RunEffect enter(Member member, Seat seat) {
    return new RunEffect.Enter(member, seat.group(), seat.manner());
  }

  private static RunEffect leave(Member member, String group) {
    return new RunEffect.Leave(member, group);
  }

  /// The run with its turn noted. Who wants it no more gives it back.
  static Run seated(Run run, Member member, String group) {
    var seat = of(run, member);
    if (seat.isEmpty()) {
      return run.and(List.of(leave(member, group)));
    }
    if (!seat.get().waits()) {
      return run;
    }
    var held = seat.get().at(Stage.HELD);
    return member
        .job()
        .map(key -> run.with(run.job(key).on(held)))
        .orElseGet(() -> run.on(held).and(List.of(new RunEffect.StartExecution(run.attempt()))));
  }

  /// The run with the reason noted why somebody else comes first.
  static Run lost(Run run, Member member, Seat seat, String why) {
    return member
        .job()
        .map(key -> run.with(run.job(key).on(seat.lost(why))))
        .orElseGet(() -> run.on(seat.lost(why)).saying(why));
  }

  /// How a job ended, with the reason where it lost its place.
  static JobState.Finished explained(RunJob job, JobState.Finished finished) {
    return job.seat()
        .flatMap(Seat::lost)
        .filter(_ -> finished.conclusion() == Conclusion.CANCELLED)
        .map(finished::because)
        .orElse(finished);
  }

  /// Gives back every place of what is over.
  static Run leaving(Run run) {
    var next = run;
    for (var job : run.jobs().values()) {
      if (job.isFinished() && job.seat().filter(seat -> !seat.isLeft()).isPresent()) {
        var seat = job.seat().get();
        next =
            next.with(job.on(seat.at(Stage.LEFT)))
                .and(List.of(leave(member(run, job), seat.group())));
      }
    }
    if (run.isCompleted() && run.seat().filter(seat -> !seat.isLeft()).isPresent()) {
      var seat = run.seat().get();
      next = next.on(seat.at(Stage.LEFT)).and(List.of(leave(member(run), seat.group())));
    }
    return next;
  }

  /// Asks again for every place that is waited for: a group's word may have been lost on the way.
  static List<RunEffect> askAgain(Run run) {
    var effects = new ArrayList<RunEffect>();
    run.seat().filter(Seat::waits).ifPresent(seat -> effects.add(enter(member(run), seat)));
    for (var job : run.jobs().values()) {
      job.seat()
          .filter(seat -> seat.waits() && !job.isFinished())
          .ifPresent(seat -> effects.add(enter(member(run, job), seat)));
    }
    return effects;
  }
}
