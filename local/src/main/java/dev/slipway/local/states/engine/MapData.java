package dev.slipway.local.states.engine;

import dev.slipway.local.states.language.State;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Where distributed Maps read their items and write their results.
public interface MapData {
  /// @param arguments the reader's, `{"Bucket", "Key"}`
  /// @param most no more items than this
  /// @throws dev.slipway.local.states.query.QueryException when there are no such items
  List<Json> read(State.Reader reader, Json arguments, Optional<Long> most);

  /// Writes what children gave.
  ///
  /// @param arguments the writer's, `{"Bucket", "Prefix"}`
  /// @return `{"Bucket", "Key"}`
  Json.Obj write(String mapRunArn, Json arguments, Json.Obj config, List<Execution> children);
}
