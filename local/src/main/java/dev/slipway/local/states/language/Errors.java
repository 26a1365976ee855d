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
  public static final String NO_CHOICE = "States.NoChoiceMatched";
  public static final String QUERY = "States.QueryEvaluationError";
  public static final String BRANCH_FAILED = "States.BranchFailed";
  public static final String TOLERANCE = "States.ExceedToleratedFailureThreshold";

  private Errors() {}

  /// `States.ALL` means all but the two that cannot be survived unnamed; `States.TaskFailed` means
  /// all but timeouts.
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
    return !error.equals(DATA_LIMIT) && !error.equals(RUNTIME);
  }
}
