package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;
import java.util.List;
import java.util.stream.Stream;

/// Where DynamoDB Local does not do what AWS's manual says, and we do.
final class Departures {
  private Departures() {}

  static boolean isKnown(Step step, Answer ours, Answer theirs) {
    return conditionComesFirst(ours, theirs)
        || invalidUpdatesCancelTransactions(ours, theirs)
        || indexKeysKeepTheirType(ours, theirs)
        || pathsAreCheckedBeforeItems(ours)
        || updatedIsWhatChanged(step, ours, theirs)
        || noItemTwiceInATransaction(step, ours);
  }

  /// DynamoDB Local computes an update before it looks at the condition.
  private static boolean conditionComesFirst(Answer ours, Answer theirs) {
    return isFailure(ours, "ConditionalCheckFailedException")
        && isFailure(theirs, "ValidationException");
  }

  /// The manual lists these errors among the reasons of a cancellation.
  private static boolean invalidUpdatesCancelTransactions(Answer ours, Answer theirs) {
    return isFailure(ours, "TransactionCanceledException")
        && isFailure(theirs, "ValidationException")
        && ours instanceof Answer.Failure(_, _, var details)
        && details.text().contains("\"ValidationError\"");
  }

  /// DynamoDB Local lets an update give an index key another scalar type.
  private static boolean indexKeysKeepTheirType(Answer ours, Answer theirs) {
    return ours instanceof Answer.Failure(_, var message, var details)
        && (message + details.text()).contains("secondary index key to unsupported type")
        && theirs instanceof Answer.Result;
  }

  /// DynamoDB Local looks at some paths into key attributes late, or not at all.
  private static boolean pathsAreCheckedBeforeItems(Answer ours) {
    return ours instanceof Answer.Failure(_, var message, var details)
        && (message + details.text()).contains("Key attributes must be scalars");
  }

  /// DynamoDB Local allows it where the item is only checked.
  private static boolean noItemTwiceInATransaction(Step step, Answer ours) {
    return step.operation().equals("TransactWriteItems")
        && ours instanceof Answer.Failure(_, var message, _)
        && message.contains("multiple operations on one item");
  }

  /// Of a changed map, DynamoDB Local shows more than what was changed in it.
  private static boolean updatedIsWhatChanged(Step step, Answer ours, Answer theirs) {
    var update = step.request().string("UpdateExpression").orElse("");
    return (update.contains(".") || update.contains("["))
        && step.request().string("ReturnValues").filter(it -> it.startsWith("UPDATED")).isPresent()
        && ours instanceof Answer.Result(var less)
        && theirs instanceof Answer.Result(var more)
        && isPart(less, more);
  }

  private static boolean isPart(Json part, Json whole) {
    return switch (part) {
      case Json.Obj(var members) ->
          whole instanceof Json.Obj(var others)
              && members.entrySet().stream()
                  .allMatch(member ->
                      others.containsKey(member.getKey())
                          && isPart(member.getValue(), others.get(member.getKey())));
      case Json.Arr(var items) ->
          whole instanceof Json.Arr(var others)
              && items.stream()
                  .allMatch(item -> others.stream().anyMatch(other -> isPart(item, other)));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> part.equals(whole);
    };
  }

  private static boolean isFailure(Answer answer, String wanted) {
    return answer instanceof Answer.Failure(var name, _, _) && name.equals(wanted);
  }

  /// Makes DynamoDB Local's items those that we have, so that one departure is not met again.
  static void mend(Step step, Dynamo ours, Dynamo theirs) {
    writes(step).forEach(write -> mend(write, ours, theirs));
  }

  private static Stream<Json.Obj> writes(Step step) {
    return step.request().get("TransactItems").isPresent()
        ? step.request().array("TransactItems").stream()
            .flatMap(item -> ((Json.Obj) item).members().values().stream())
            .map(Json.Obj.class::cast)
        : Stream.of(step.request());
  }

  private static void mend(Json.Obj write, Dynamo ours, Dynamo theirs) {
    var on = Json.object().put("TableName", write.requireString("TableName"));
    var key = on.put("Key", key(write)).build();
    if (ours.call("GetItem", key) instanceof Answer.Result(var body)) {
      body.get("Item")
          .ifPresentOrElse(
              item -> theirs.call("PutItem", key.with("Item", item)),
              () -> theirs.call("DeleteItem", key));
    }
  }

  private static Json.Obj key(Json.Obj write) {
    if (write.get("Key").isPresent()) {
      return write.object("Key");
    }
    var item = write.object("Item");
    var names = write.requireString("TableName").equals("Plain") ? List.of("h") : List.of("h", "r");
    var key = Json.object();
    names.forEach(name -> key.put(name, item.get(name)));
    return key.build();
  }
}
