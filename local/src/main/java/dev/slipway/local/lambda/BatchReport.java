package dev.slipway.local.lambda;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.List;

/// What a function says of a batch whose records have an order: behind the first that failed,
/// nothing counts as handled.
sealed interface BatchReport {
  record Handled() implements BatchReport {}

  /// All of it, or the report makes no sense.
  record Failed() implements BatchReport {}

  record FailedAt(int index) implements BatchReport {}

  static BatchReport of(byte[] answer, List<StreamRecord> records) {
    try {
      if (answer.length == 0 || !(Json.parse(answer) instanceof Json.Obj report)) {
        return new Handled();
      }
      var failures = report.array("batchItemFailures");
      var first = records.size();
      for (var failure : failures) {
        var id = failure instanceof Json.Obj one ? one.string("itemIdentifier").orElse("") : "";
        var index = records.stream().map(StreamRecord::sequence).toList().indexOf(id);
        if (index < 0) {
          return new Failed();
        }
        first = Math.min(first, index);
      }
      return failures.isEmpty() ? new Handled() : new FailedAt(first);
    } catch (MalformedJsonException _) {
      return new Failed();
    }
  }
}
