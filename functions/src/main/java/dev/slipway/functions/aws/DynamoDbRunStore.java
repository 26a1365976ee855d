package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.number;
import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.run.RunJson;
import dev.slipway.ci.run.RunStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Runs in the table of that name, one item a run with a version; what a run was made from, and
/// documents too large for an item, in the data bucket.
public final class DynamoDbRunStore implements RunStore {
  /// An item may have 400 KB; the rest of it is small.
  private static final int MAX_INLINE = 350_000;

  /// How many months back a list looks.
  private static final int MONTHS = 12;

  private final Aws aws;
  private final String table;
  private final S3Objects objects;

  public DynamoDbRunStore(Aws aws, String table, S3Objects objects) {
    this.aws = aws;
    this.table = table;
    this.objects = objects;
  }

  @Override
  public boolean create(Run run, RunInputs inputs) {
    var body = RunJson.write(inputs).bytes();
    objects.put(inputsKey(run.id()), body, "application/json");
    return put(run, 1, "attribute_not_exists(pk)", Json.Obj.EMPTY);
  }

  @Override
  public boolean save(Stored stored, Run next) {
    return put(
        next,
        stored.version() + 1,
        "version = :v",
        Json.object().put(":v", number(stored.version())).build());
  }

  private boolean put(Run run, long version, String condition, Json.Obj values) {
    var put =
        Json.object()
            .put("TableName", table)
            .put("Item", item(run, version))
            .put("ConditionExpression", condition);
    if (!values.members().isEmpty()) {
      put.put("ExpressionAttributeValues", values);
    }
    try {
      aws.call(Service.DYNAMODB, "PutItem", put.build());
      return true;
    } catch (AwsException e) {
      if (e.is("ConditionalCheckFailedException")) {
        return false;
      }
      throw e;
    }
  }

  private Json.Obj item(Run run, long version) {
    var id = "%020d".formatted(run.id().value());
    var month = YearMonth.from(run.about().createdAt().atZone(ZoneOffset.UTC));
    var item =
        Json.object()
            .put("pk", text("RUN#" + run.id()))
            .put("sk", text("RUN"))
            .put("version", number(version))
            .put("gsi1pk", text("ALL#" + month))
            .put("gsi1sk", text(id))
            .put("gsi2pk", text("REPO#" + run.about().repository().key()))
            .put("gsi2sk", text(id))
            .put(
                "open",
                Json.object().put("BOOL", !run.isCompleted() || !run.pending().isEmpty()).build());
    var document = RunJson.write(run).bytes();
    if (document.length <= MAX_INLINE) {
      return item.put("doc", text(new String(document, StandardCharsets.UTF_8))).build();
    }
    var key = "runs/%s/run-%d.json".formatted(run.id(), version);
    objects.put(key, document, "application/json");
    return item.put("docKey", text(key)).build();
  }

  @Override
  public Optional<Stored> load(RunId id) {
    var get =
        Json.object()
            .put("TableName", table)
            .put("Key", Json.object().put("pk", text("RUN#" + id)).put("sk", text("RUN")).build())
            .put("ConsistentRead", true)
            .build();
    return aws.call(Service.DYNAMODB, "GetItem", get)
        .get("Item")
        .map(item ->
            new Stored(read((Json.Obj) item), Attributes.number((Json.Obj) item, "version")));
  }

  private Run read(Json.Obj item) {
    var document =
        text(item, "doc")
            .map(doc -> doc.getBytes(StandardCharsets.UTF_8))
            .or(() -> objects.get(Attributes.requireText(item, "docKey")))
            .orElseThrow(() -> new IllegalStateException("a run's document is gone"));
    return RunJson.read(Json.parseObject(document));
  }

  @Override
  public RunInputs inputs(RunId id) {
    return objects
        .get(inputsKey(id))
        .map(bytes -> RunJson.readInputs(Json.parseObject(bytes)))
        .orElseThrow(() -> new IllegalStateException("There is no run " + id));
  }

  private static String inputsKey(RunId id) {
    return "runs/%s/inputs.json".formatted(id);
  }

  /// One page of runs, newest first.
  public record Page(List<Run> runs, Optional<String> next) {}

  /// Runs of one repository or of all, newest first.
  ///
  /// @param after the token of the page before
  public Page list(Optional<RepositoryId> repository, int limit, Optional<String> after) {
    var found = new ArrayList<Run>();
    var token = after.map(DynamoDbRunStore::decode);
    for (var partition : partitions(repository)) {
      if (token.isPresent() && partition.compareTo(token.get().requireString("in")) > 0) {
        continue;
      }
      var start =
          token.filter(t -> t.requireString("in").equals(partition)).flatMap(t -> t.get("key"));
      var answer =
          aws.call(
              Service.DYNAMODB, "Query", query(repository, partition, limit - found.size(), start));
      answer.array("Items").forEach(item -> found.add(read((Json.Obj) item)));
      if (found.size() >= limit || answer.get("LastEvaluatedKey").isPresent()) {
        return new Page(found, answer.get("LastEvaluatedKey").map(key -> encode(partition, key)));
      }
    }
    return new Page(found, Optional.empty());
  }

  private List<String> partitions(Optional<RepositoryId> repository) {
    if (repository.isPresent()) {
      return List.of("REPO#" + repository.get().key());
    }
    var now = YearMonth.from(aws.clock().instant().atZone(ZoneOffset.UTC));
    var months = new ArrayList<String>();
    for (var back = 0; back < MONTHS; back++) {
      months.add("ALL#" + now.minusMonths(back));
    }
    return months;
  }

  private Json.Obj query(
      Optional<RepositoryId> repository, String partition, int limit, Optional<Json> start) {
    return Json.object()
        .put("TableName", table)
        .put("IndexName", repository.isPresent() ? "byRepository" : "byTime")
        .put("KeyConditionExpression", repository.isPresent() ? "gsi2pk = :p" : "gsi1pk = :p")
        .put("ExpressionAttributeValues", Json.object().put(":p", text(partition)).build())
        .put("ScanIndexForward", false)
        .put("Limit", limit)
        .put("ExclusiveStartKey", start)
        .build();
  }

  private static String encode(String partition, Json key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.object().put("in", partition).put("key", key).build().bytes());
  }

  private static Json.Obj decode(String token) {
    return Json.parseObject(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8)));
  }

  /// Runs of this and the last month that are not over, or have effects pending.
  public List<RunId> open() {
    var now = YearMonth.from(aws.clock().instant().atZone(ZoneOffset.UTC));
    var open = new ArrayList<RunId>();
    for (var month : List.of(now, now.minusMonths(1))) {
      Optional<Json> start = Optional.empty();
      do {
        var query =
            Json.object()
                .put("TableName", table)
                .put("IndexName", "byTime")
                .put("KeyConditionExpression", "gsi1pk = :p")
                .put("FilterExpression", "#o = :t")
                .put("ProjectionExpression", "pk")
                .put("ExpressionAttributeNames", Json.object().put("#o", "open").build())
                .put(
                    "ExpressionAttributeValues",
                    Json.object()
                        .put(":p", text("ALL#" + month))
                        .put(":t", Json.object().put("BOOL", true).build())
                        .build())
                .put("ExclusiveStartKey", start)
                .build();
        var answer = aws.call(Service.DYNAMODB, "Query", query);
        answer
            .array("Items")
            .forEach(item ->
                open.add(
                    RunId.parse(
                        Attributes.requireText((Json.Obj) item, "pk").substring("RUN#".length()))));
        start = answer.get("LastEvaluatedKey");
      } while (start.isPresent());
    }
    return open;
  }

  /// The next number of a workflow's runs. Numbers may have gaps where a run was not made.
  public int nextNumber(RepositoryId repository, String workflowPath) {
    var update =
        Json.object()
            .put("TableName", table)
            .put("Key", workflowKey(repository, workflowPath))
            .put("UpdateExpression", "ADD runNumber :one")
            .put("ExpressionAttributeValues", Json.object().put(":one", number(1)).build())
            .put("ReturnValues", "UPDATED_NEW")
            .build();
    var answer = aws.call(Service.DYNAMODB, "UpdateItem", update);
    return (int) Attributes.number(answer.object("Attributes"), "runNumber");
  }

  /// The published state machine version of a definition, if it is known.
  public Optional<String> pipeline(
      RepositoryId repository, String workflowPath, String definition) {
    var get =
        Json.object()
            .put("TableName", table)
            .put("Key", workflowKey(repository, workflowPath))
            .put("ConsistentRead", true)
            .build();
    var item = aws.call(Service.DYNAMODB, "GetItem", get).object("Item");
    return text(item, "definition").filter(definition::equals).flatMap(_ -> text(item, "pipeline"));
  }

  public void rememberPipeline(
      RepositoryId repository, String workflowPath, String definition, String version) {
    var update =
        Json.object()
            .put("TableName", table)
            .put("Key", workflowKey(repository, workflowPath))
            .put("UpdateExpression", "SET definition = :d, pipeline = :p")
            .put(
                "ExpressionAttributeValues",
                Json.object().put(":d", text(definition)).put(":p", text(version)).build())
            .build();
    aws.call(Service.DYNAMODB, "UpdateItem", update);
  }

  private static Json.Obj workflowKey(RepositoryId repository, String workflowPath) {
    return Json.object()
        .put("pk", text("REPO#" + repository.key()))
        .put("sk", text("WORKFLOW#" + workflowPath))
        .build();
  }
}
