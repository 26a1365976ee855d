/// The language in which rules and event source mappings say which events they want.
///
/// An [dev.slipway.local.events.pattern.EventPattern] is an event's shape with lists of what each
/// member may be; `Operators` refuses what is none in AWS's words, and `Comparison` compares.
@NullMarked
package dev.slipway.local.events.pattern;

import org.jspecify.annotations.NullMarked;
