package dev.slipway.local.builds;

import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/// What a build runs.
public interface Agent {
  /// Begins and returns.
  ///
  /// @param environment the build's variables
  /// @param ended hears the exit code, once
  Running start(Map<String, String> environment, IntConsumer ended);

  /// An agent at work.
  interface Running {
    /// Tells it to end soon; it still says how it ended.
    void stop();
  }

  /// Each agent on a thread of its own, which is interrupted to stop it.
  ///
  /// @param run returns the exit code
  static Agent onThreads(ToIntFunction<Map<String, String>> run) {
    return (environment, ended) -> {
      var name = "build-" + environment.getOrDefault("CODEBUILD_BUILD_ID", "");
      var thread =
          Thread.ofPlatform()
              .daemon()
              .name(name)
              .start(() -> {
                var code = 1;
                try {
                  code = run.applyAsInt(environment);
                } catch (RuntimeException e) {
                  System.getLogger("slipway.builds").log(System.Logger.Level.ERROR, name, e);
                } finally {
                  ended.accept(code);
                }
              });
      return thread::interrupt;
    };
  }
}
