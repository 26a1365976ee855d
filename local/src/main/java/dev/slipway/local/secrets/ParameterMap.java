package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;

/// Where parameters are kept.
final class ParameterMap {
  private final Store store;
  private final MVMap<String, byte[]> parameters;

  ParameterMap(Store store) {
    this.store = store;
    this.parameters = store.map("parameters.parameters");
  }

  Optional<Parameter> find(String name) {
    return Optional.ofNullable(parameters.get(name)).map(bytes -> Parameter.read(name, bytes));
  }

  Parameter require(String name) {
    return find(name).orElseThrow(() -> ParameterErrors.notFound(name));
  }

  /// Belongs into `change`.
  void keep(Parameter parameter) {
    parameters.put(parameter.name(), parameter.json().bytes());
  }

  Set<String> names() {
    return parameters.keySet();
  }

  void remove(String name) {
    change(() -> parameters.remove(name));
  }

  /// Changes of one parameter come one after another.
  <T> T change(Supplier<T> change) {
    return store.write(() -> {
      synchronized (this) {
        return change.get();
      }
    });
  }
}
