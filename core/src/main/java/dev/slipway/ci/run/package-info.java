/// A run from its first to its last moment: commands in, the next state and what to do outside out.
///
/// A [Run] is a value; [RunFactory] makes it, [RunMachine] moves it. A [RunCommand] is something
/// that happened or that somebody wants; it may come twice, late, or never, and what a run's state
/// does not allow is a [RefusedException] that changes nothing. Before each job stands the
/// [JobGate]: it decides from the run alone whether the job waits, begins, or ends without running.
/// A [RunEffect] is what to do outside; it is kept in the run until it is known to be done, so a
/// crash anywhere loses nothing. [RunDesk] ties it together: load, decide, save, act. [RunStore] is
/// the port, [RunJson] the stored form. [GroupDesk] brings runs and jobs into concurrency groups.
/// [Forecast] plays a run through before there is one.
///
/// What always holds: what is over stays over within its attempt; nothing begins before its needs
/// are over; a job is launched once per attempt and one agent has it; every task token is answered.
/// `docs/run-states.md` draws the moves.
///
/// Read [Run] and [JobState], then [RunCommand] and [RunEffect], then [RunMachine] and [JobGate].
@NullMarked
package dev.slipway.ci.run;

import org.jspecify.annotations.NullMarked;
