package dev.slipway.local.lambda;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.wire.AwsError;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lambda: functions by name, with their versions and aliases.
public final class LambdaFunctions implements FunctionInvoker {
  /// A function as its template declares it.
  ///
  /// @param handler `package.Class::method`
  public record Definition(
      String name, String handler, Map<String, String> environment, Duration timeout) {}

  private record Deployed(Environments environments, Set<String> qualifiers) {}

  private final Map<String, Deployed> functions = new ConcurrentHashMap<>();
  private final Bill bill;
  private volatile Outside outside = Outside.real();

  public LambdaFunctions(Bill bill) {
    this.bill = bill;
  }

  /// What functions meet outside themselves; asked for before the first is deployed.
  public void connect(Outside found) {
    outside = found;
  }

  public void deploy(Definition definition) {
    var qualifiers = ConcurrentHashMap.<String>newKeySet();
    qualifiers.add("$LATEST");
    functions.put(
        definition.name(), new Deployed(new Environments(definition, outside), qualifiers));
  }

  /// Adds a version or an alias, by which the function can be called too.
  public void qualify(String function, String qualifier) {
    find(function).qualifiers().add(qualifier);
  }

  /// Makes the first execution environment ready, as SnapStart or a warm function is.
  public void warm() {
    functions.values().parallelStream().forEach(deployed -> deployed.environments().warm());
  }

  @Override
  public byte[] invoke(String function, byte[] payload) {
    var deployed = find(function);
    bill.count("lambda", "Invoke");
    return deployed.environments().invoke(payload);
  }

  /// A name, `name:qualifier`, or an ARN of either.
  private Deployed find(String function) {
    var path = function;
    if (function.startsWith("arn:")) {
      path = function.substring(function.indexOf(":function:") + ":function:".length());
    }
    var colon = path.indexOf(':');
    var name = colon < 0 ? path : path.substring(0, colon);
    var deployed = functions.get(name);
    if (deployed == null
        || (colon >= 0 && !deployed.qualifiers().contains(path.substring(colon + 1)))) {
      throw new AwsError(
          404, "ResourceNotFoundException", "Function not found: %s".formatted(function));
    }
    return deployed;
  }
}
