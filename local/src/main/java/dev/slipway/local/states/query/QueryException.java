package dev.slipway.local.states.query;

/// A value of a state cannot be computed. The message is what AWS says after "An error occurred
/// while executing the state …".
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String error;
  private final String location;

  /// @param error an error name such as `States.QueryEvaluationError`
  /// @param location the field, `Arguments/Payload`; empty when the error belongs to none
  public QueryException(String error, String location, String message) {
    super(message);
    this.error = error;
    this.location = location;
  }

  /// The error that JSONata expressions raise.
  static QueryException evaluation(String location, String message) {
    return new QueryException("States.QueryEvaluationError", location, message);
  }

  public String error() {
    return error;
  }

  public String location() {
    return location;
  }
}
