package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A platform that keeps what an agent tells it, and does something when it hears a certain line.
final class ScriptedControlPlane implements ControlPlane {
  private final List<LogEvent> events = new ArrayList<>();
  private final Map<String, Runnable> script = new LinkedHashMap<>();

  /// When a line begins with a text for the first time.
  synchronized void when(String text, Runnable then) {
    script.put(text, then);
  }

  @Override
  public void log(List<LogEvent> more) {
    for (var event : more) {
      heard(event).forEach(Runnable::run);
    }
  }

  private synchronized List<Runnable> heard(LogEvent event) {
    events.add(event);
    var actions = new ArrayList<Runnable>();
    if (event instanceof LogEvent.Line(_, _, var text)) {
      script
          .entrySet()
          .removeIf(entry -> text.startsWith(entry.getKey()) && actions.add(entry.getValue()));
    }
    return actions;
  }

  synchronized List<LogEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public JobAssignment claim() {
    throw new UnsupportedOperationException("the test hands out the assignment");
  }

  @Override
  public Signal heartbeat() {
    return Signal.CONTINUE;
  }

  @Override
  public void report(JobReport report) {
    throw new UnsupportedOperationException("the report is asked of the agent");
  }

  @Override
  public void complete(JobOutcome outcome) {
    throw new UnsupportedOperationException("the outcome is what the agent returns");
  }
}
