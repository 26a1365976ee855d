package dev.slipway.local.states.language;

import java.util.List;

/// Which errors a retrier or catcher means by the names that it lists.
public final class Errors {
  public static final String ALL = "States.ALL";
  public static final String TASK_FAILED = "States.TaskFailed";
  public static final String TIMEOUT = "States.Timeout";
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT = "States.DataLimitExceeded";
  public static final String QUERY = "States.QueryEvaluationError";
  public static final String BRANCH_FAILED = "States.BranchFailed";
  public static final String TOLERANCE = "States.ExceedToleratedFailureThreshold";

  private Errors() {}

  /// The name by which history and catchers tell of an error: silence is a timeout there.
  public static String shown(String error) {
    return error.equals(HEARTBEAT_TIMEOUT) ? TIMEOUT : error;
  }

  /// `States.ALL` means all that can be survived unnamed; `States.TaskFailed` means all but
  /// timeouts.
  public static boolean match(List<String> names, String error) {
    for (var name : names) {
      var matches =
          switch (name) {
            case ALL -> survivable(error);
            case TASK_FAILED ->
                !error.equals(TIMEOUT) && !error.equals(HEARTBEAT_TIMEOUT) && survivable(error);
            case TIMEOUT -> error.equals(TIMEOUT) || error.equals(HEARTBEAT_TIMEOUT);
            case String exact -> exact.equals(error);
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static boolean survivable(String error) {
    return !error.equals(RUNTIME);
  }
}
