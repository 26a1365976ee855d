package dev.slipway.local.simulation;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Everything that happened in a simulation, a line each; two runs of one seed must give the same.
final class EventLog {
  private final LongSupplier millis;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> faults = new TreeSet<>();

  /// @param millis the time of the world
  EventLog(LongSupplier millis) {
    this.millis = millis;
  }

  void add(String what, String about) {
    text.append(millis.getAsLong()).append(' ').append(what).append(' ').append(about).append('\n');
  }

  void add(String what, byte[] body) {
    add(what, Integer.toHexString(Arrays.hashCode(body)));
  }

  void add(Faults.Kind fault, String about) {
    var name = Faults.name(fault);
    faults.add(name);
    add(name, about);
  }

  /// What really went wrong.
  Set<String> faults() {
    return Collections.unmodifiableSet(faults);
  }

  String text() {
    return text.toString();
  }
}
