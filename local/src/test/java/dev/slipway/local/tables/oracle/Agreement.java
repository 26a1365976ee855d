package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// When two answers to one operation are the same.
///
/// Sets and maps have no order, nor have scans, batches and what shares a key in an index. A page
/// may end at another item where there is no order, so pages are put together before they are
/// compared.
final class Agreement {
  private Agreement() {}

  /// An answer with all of its pages and nothing in it whose order is open.
  static Answer comparable(Step step, Dynamo dynamo) {
    var answer = dynamo.call(step.operation(), step.request());
    if (!(answer instanceof Answer.Result(var body))) {
      return answer;
    }
    if (step.operation().equals("Query") || step.operation().equals("Scan")) {
      return pages(step, dynamo, body);
    }
    var asked = new LinkedHashMap<>(body.members());
    if (step.request().get("ReturnConsumedCapacity").isEmpty()) {
      // DynamoDB Local tells it of deletes, whether asked or not.
      asked.remove("ConsumedCapacity");
    }
    return new Answer.Result((Json.Obj) sorted(new Json.Obj(asked)));
  }

  private static Answer pages(Step step, Dynamo dynamo, Json.Obj first) {
    var items = new ArrayList<>(first.array("Items"));
    var scanned = first.requireNumber("ScannedCount");
    var start = first.get("LastEvaluatedKey");
    for (var pages = 0; start.isPresent() && pages < 200; pages++) {
      var answer =
          dynamo.call(step.operation(), step.request().with("ExclusiveStartKey", start.get()));
      if (!(answer instanceof Answer.Result(var page))) {
        return answer;
      }
      items.addAll(page.array("Items"));
      scanned += page.requireNumber("ScannedCount");
      start = page.get("LastEvaluatedKey");
    }
    var hasOrder = step.operation().equals("Query") && step.request().get("IndexName").isEmpty();
    return new Answer.Result(
        Json.object()
            .put("ScannedCount", scanned)
            .put("Items", hasOrder ? sorted(Json.array(items)) : unordered(items))
            .build());
  }

  private static Json sorted(Json json) {
    return switch (json) {
      case Json.Obj(var members) -> {
        var sorted = new TreeMap<String, Json>();
        members.forEach((name, value) -> sorted.put(name, sorted(name, value)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr(var items) -> Json.array(items.stream().map(Agreement::sorted).toList());
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> json;
    };
  }

  private static Json sorted(String name, Json value) {
    if (name.equals("N") && value instanceof Json.Str(var number)) {
      return Json.of(plain(number));
    }
    if (name.equals("NS") && value instanceof Json.Arr(var numbers)) {
      return unordered(
          numbers.stream()
              .<Json>map(number -> Json.of(plain(((Json.Str) number).value())))
              .toList());
    }
    var isSet = name.equals("SS") || name.equals("NS") || name.equals("BS");
    if (isSet && value instanceof Json.Arr(var items)) {
      return unordered(items);
    }
    if (name.equals("Responses") && value instanceof Json.Obj(var tables)) {
      var lists = new TreeMap<String, Json>();
      for (Map.Entry<String, Json> table : tables.entrySet()) {
        lists.put(table.getKey(), unordered(((Json.Arr) table.getValue()).items()));
      }
      return new Json.Obj(lists);
    }
    return sorted(value);
  }

  /// DynamoDB Local keeps the form of numbers inside lists and maps; AWS keeps that of none.
  private static String plain(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  private static Json.Arr unordered(List<Json> items) {
    return Json.array(
        items.stream().map(Agreement::sorted).sorted(Comparator.comparing(Json::text)).toList());
  }

  static boolean agree(Answer ours, Answer theirs) {
    if (ours instanceof Answer.Failure(var name, _, _)
        && theirs instanceof Answer.Failure(var other, _, _)) {
      return name.equals(other);
    }
    return ours.equals(theirs);
  }
}
