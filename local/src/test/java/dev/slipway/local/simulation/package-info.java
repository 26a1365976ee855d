/// The whole platform in simulated time: one scheduler, one clock, one seed.
///
/// [SimulatedScheduler] runs one thing at a time and chooses by its seed what comes first;
/// [SimulatedCloud] is made of the real services, functions and templates on it; [Faults] decides
/// what goes wrong. The same seed gives the same event log, byte for byte.
@NullMarked
package dev.slipway.local.simulation;

import org.jspecify.annotations.NullMarked;
