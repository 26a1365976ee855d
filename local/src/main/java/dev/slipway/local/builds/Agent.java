package dev.slipway.local.builds;

import java.util.Map;
import java.util.function.IntConsumer;

/// What a build runs.
public interface Agent {
  /// Starts, and returns at once.
  ///
  /// @param environment the build's variables
  /// @param ended hears the exit code, once, also after a stop
  Running start(Map<String, String> environment, IntConsumer ended);

  /// A build under way.
  interface Running {
    /// Asks it to end soon.
    void stop();
  }

  /// A program that runs to its end.
  interface Program {
    /// @return the exit code
    int run(Map<String, String> environment);
  }

  /// The program on a thread of its own, which a stop interrupts.
  static Agent onThreads(Program program) {
    return (environment, ended) -> {
      var thread =
          Thread.ofPlatform()
              .daemon()
              .name("build")
              .start(() -> {
                var code = 1;
                try {
                  code = program.run(environment);
                } catch (RuntimeException e) {
                  System.getLogger("slipway.builds")
                      .log(System.Logger.Level.ERROR, "a build failed", e);
                } finally {
                  ended.accept(code);
                }
              });
      return thread::interrupt;
    };
  }
}
