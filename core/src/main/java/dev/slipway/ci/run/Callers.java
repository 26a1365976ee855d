package dev.slipway.ci.run;

import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.List;

/// What a job of a called workflow knows of those that call it.
///
/// @param all the outermost first
/// @param own the last part of the job's name, as planned
public record Callers(List<Caller> all, String own) {
  /// A job of the run's own file.
  public static final Callers NONE = new Callers(List.of(), "");

  public Callers {
    all = List.copyOf(all);
  }

  /// A job that calls a workflow.
  ///
  /// @param name what people see of it, as planned: `deploy (prod)`
  /// @param matrix the combination that it calls for; empty without a matrix
  public record Caller(JobKey key, String name, Json.Obj matrix) {}

  /// The combination that a caller calls for.
  Json.Obj matrix(JobKey caller) {
    return all.stream()
        .filter(one -> one.key().equals(caller))
        .map(Caller::matrix)
        .findFirst()
        .orElse(Json.Obj.EMPTY);
  }
}
