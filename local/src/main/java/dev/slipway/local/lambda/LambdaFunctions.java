package dev.slipway.local.lambda;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Streams;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Lambda: functions by name, with their versions and aliases.
public final class LambdaFunctions implements FunctionInvoker, AutoCloseable {
  /// An account's usual quota.
  private static final int ACCOUNT_LIMIT = 1_000;

  private static final int MAX_ANSWER = 6 * 1024 * 1024;

  /// A function as its template declares it.
  ///
  /// @param handler `package.Class::method`
  /// @param memory in MB; told to the function, yet all share this JVM's
  /// @param reserved how many of its calls may run at once
  public record Definition(
      String name,
      String handler,
      Map<String, String> environment,
      Duration timeout,
      int memory,
      Optional<Integer> reserved) {}

  /// What functions live in.
  public record Surroundings(
      Store store,
      Scheduler scheduler,
      Chance chance,
      Calls calls,
      FunctionLog log,
      String region,
      String account) {}

  /// What a call came to.
  ///
  /// @param error empty when the function returned
  /// @param logTail the end of what it wrote
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(
      byte[] payload,
      Optional<FunctionError> error,
      String version,
      String requestId,
      byte[] logTail) {}

  private final Map<String, Function> functions = new ConcurrentSkipListMap<>();
  private final List<EventSource> sources = new ArrayList<>();
  private final Surroundings around;
  private final Bill bill;
  private final AtomicInteger running = new AtomicInteger();
  private final AsyncCalls async;
  private volatile Outside outside = Outside.real();

  public LambdaFunctions(Surroundings around, Bill bill) {
    this.around = around;
    this.bill = bill;
    this.async = new AsyncCalls(around, this);
    CallLog.capture();
  }

  /// What functions meet outside themselves; asked for before the first is deployed.
  public void connect(Outside found) {
    outside = found;
  }

  public void deploy(Definition definition) {
    functions.put(
        definition.name(), new Function(definition, new Environments(definition, outside)));
  }

  /// Adds a version, by which the function can be called too.
  public void publish(String function, int version) {
    find(FunctionName.of(function)).publish(version);
  }

  /// Adds an alias of a version.
  public void alias(String function, String alias, String version) {
    find(FunctionName.of(function)).alias(alias, version);
  }

  /// Says what becomes of calls that nobody waits for.
  public void configure(String function, InvokeConfig config) {
    find(FunctionName.of(function)).configure(config);
  }

  /// Takes up calls that an earlier process had accepted, and starts the event sources.
  ///
  /// @param destination where results of calls go that nobody waits for
  public void start(Destination destination) {
    async.start(destination);
    sources.forEach(source -> source.start(destination));
  }

  /// What a function is called with once everything is there.
  public void add(EventSource source) {
    sources.add(source);
  }

  /// Calls a function with what changes in a table, once everything is there.
  public void follow(StreamSource.Mapping mapping, Streams streams) {
    var called = mapping.calling(arnOf(mapping.function()));
    add(
        new StreamSource(
            called,
            new StreamSource.Surroundings(
                around.store(), around.scheduler(), around.chance(), streams, this)));
  }

  /// @param function a name or an ARN
  String arnOf(String function) {
    return function.startsWith("arn:") ? function : arn(function);
  }

  List<EventSource> sources() {
    return List.copyOf(sources);
  }

  /// Makes the first execution environment ready, as SnapStart or a warm function is.
  public void warm() {
    functions.values().parallelStream().forEach(function -> function.environments().warm());
  }

  List<Function> all() {
    return List.copyOf(functions.values());
  }

  String arn(String path) {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(around.region(), around.account(), path);
  }

  AwsError notFound(FunctionName name) {
    var path = name.name() + name.qualifier().map(one -> ":" + one).orElse("");
    return new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn(path));
  }

  Function find(FunctionName name) {
    var function = functions.get(name.name());
    if (function == null) {
      throw notFound(name);
    }
    return function;
  }

  @Override
  public byte[] invoke(String function, byte[] payload) {
    var result = call(FunctionName.of(function), payload);
    if (result.error().isPresent()) {
      throw result.error().get();
    }
    return result.payload();
  }

  /// Accepts a call that nobody waits for; it is on disk when this returns.
  public void invokeLater(String function, byte[] payload) {
    var name = FunctionName.of(function);
    requireVersion(find(name), name);
    async.accept(name.name() + name.qualifier().map(one -> ":" + one).orElse(""), payload);
  }

  String requireVersion(Function function, FunctionName name) {
    return function
        .version(name.qualifier().orElse(Function.LATEST))
        .orElseThrow(() -> notFound(name));
  }

  /// Calls and waits.
  ///
  /// @throws AwsError when there is no such function, or too many calls run
  Result call(FunctionName name, byte[] payload) {
    var function = find(name);
    var version = requireVersion(function, name);
    bill.count("lambda", "Invoke");
    if (running.incrementAndGet() > ACCOUNT_LIMIT) {
      running.decrementAndGet();
      throw Function.tooMany("ConcurrentInvocationLimitExceeded");
    }
    try {
      function.enter();
      try {
        return run(function, name, version, payload);
      } finally {
        function.leave();
      }
    } finally {
      running.decrementAndGet();
    }
  }

  private Result run(Function function, FunctionName name, String version, byte[] payload) {
    var definition = function.definition();
    var id = around.chance().uuid();
    var log = new CallLog(line -> around.log().line(definition.name(), id, line));
    var begun = around.scheduler().instant();
    var arn = arn(name.name() + name.qualifier().map(one -> ":" + one).orElse(""));
    var context =
        new CallContext(
            definition,
            arn,
            version,
            id,
            begun.plus(definition.timeout()),
            around.scheduler(),
            log);
    log.line("START RequestId: %s Version: %s".formatted(id, version));
    byte[] answer = {};
    var error = Optional.<FunctionError>empty();
    try {
      answer =
          around
              .calls()
              .run(
                  () ->
                      ScopedValue.where(CallLog.CURRENT, log)
                          .call(() -> function.environments().run(payload, context)),
                  definition.timeout());
      if (answer.length > MAX_ANSWER) {
        error =
            Optional.of(
                new FunctionError(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (6291556"
                        + " bytes)."));
      }
    } catch (TimeoutException _) {
      error =
          Optional.of(
              new FunctionError(
                  "Sandbox.Timedout",
                  "RequestId: %s Error: Task timed out after %d.00 seconds"
                      .formatted(id, definition.timeout().toSeconds())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      error = Optional.of(new FunctionError("Runtime.ExitError", "the cloud is stopping"));
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      error =
          Optional.of(
              new FunctionError(cause.getClass().getName(), String.valueOf(cause.getMessage())));
      log.line(trace(cause));
    }
    var took = Duration.between(begun, around.scheduler().instant()).toMillis();
    log.line("END RequestId: " + id);
    log.line(
        "REPORT RequestId: %s\tDuration: %d.00 ms\tBilled Duration: %d ms\tMemory Size: %d MB"
            .formatted(id, took, Math.max(1, took), definition.memory()));
    return new Result(answer, error, version, id, log.tail());
  }

  private static String trace(Throwable cause) {
    var text = new java.io.StringWriter();
    cause.printStackTrace(new java.io.PrintWriter(text));
    return text.toString().strip();
  }

  @Override
  public void close() {
    sources.forEach(EventSource::close);
  }
}
