package dev.slipway.local.lambda;

/// Where the lines go that functions write.
public interface FunctionLog {
  /// @param function its name
  /// @param requestId of the call
  void line(String function, String requestId, String text);

  /// To the platform's own log, each line with its call.
  static FunctionLog toThePlatform() {
    var log = System.getLogger("slipway.lambda");
    return (function, requestId, text) ->
        log.log(System.Logger.Level.INFO, "{0} {1} {2}", function, requestId, text);
  }
}
