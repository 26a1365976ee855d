package dev.slipway.ci.workflow;

import dev.slipway.model.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `strategy` of a job. Values inside may be text that holds `${{ }}` expressions.
public record Strategy(Matrix matrix, Optional<Template> failFast, Optional<Template> maxParallel) {
  /// `matrix`, written out or computed.
  public sealed interface Matrix {
    /// The whole matrix is one expression, evaluated when the job's needs are done.
    record Computed(Template expression) implements Matrix {}

    /// Vectors in the file's order; a vector's value is an array, or text holding one expression.
    record Written(Map<String, Json> vectors, List<Json> include, List<Json> exclude)
        implements Matrix {
      public Written {
        vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
      }
    }
  }
}
