package dev.slipway.local.states.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an occurrence makes of an execution; written as one.
///
/// @param changed scopes as they are now
/// @param removed scopes that are no more
/// @param effects what the world owes the execution now
/// @param settled scopes to which the world owes nothing any more
/// @param abandoned scopes that no longer wait for a map run
/// @param transitions how many states were entered or tried again, as AWS bills them
public record Change(
    Progress progress,
    Map<Integer, Scope> changed,
    Set<Integer> removed,
    List<Happening> events,
    List<Effect> effects,
    Set<Integer> settled,
    Set<Integer> abandoned,
    List<Alarm> set,
    List<Alarm> cancelled,
    int transitions,
    Optional<Ending> ending) {}
