/// The figures of `docs/benchmarks.md`, measured from outside: through the launcher, over HTTP.
///
/// [BenchCommand] prints them; [RunMeasures] are about `run`, [PlatformMeasures] about `up`,
/// [TableMeasures] about our DynamoDB beside Amazon's, [StateMeasures] and [WaitingMeasures] about
/// state machines, [FaultMeasures] about bad days.
@NullMarked
package dev.slipway.cli.bench;

import org.jspecify.annotations.NullMarked;
