package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.number;
import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.run.RunJson;
import dev.slipway.ci.run.RunStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs in the table of that name, one item a run with a version; what a run was made from, and
/// documents too large for an item, in the data bucket.
public final class DynamoDbRunStore implements RunStore {
  /// An item may have 400 KB; the rest of it is small.
  private static final int MAX_INLINE = 350_000;

  /// How many years back a list of all runs looks.
  private static final int YEARS = 5;

  /// Under this key stands one tiny item for each run that may not be over. It is written before
  /// the run is and dropped by the sweep, so the sweep never reads what is over.
  private static final String OPEN = "OPEN";

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
    objects.put(inputsKey(run), body, "application/json");
    if (isOpen(run)) {
      mark(run.id());
    }
    return put(run, 1, "attribute_not_exists(pk)", Json.Obj.EMPTY);
  }

  @Override
  public boolean save(Stored stored, Run next) {
    if (isOpen(next) && !isOpen(stored.run())) {
      mark(next.id());
    }
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
    var id = sortKey(run.id());
    var item =
        Json.object()
            .put("pk", text("RUN#" + run.id()))
            .put("sk", text("RUN"))
            .put("version", number(version))
            .put("gsi1pk", text(all(yearOf(run))))
            .put("gsi1sk", text(id))
            .put("gsi2pk", text("REPO#" + run.about().repository().key()))
            .put("gsi2sk", text(id));
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
    return load(id)
        .flatMap(stored -> objects.get(inputsKey(stored.run())))
        .map(bytes -> RunJson.readInputs(Json.parseObject(bytes)))
        .orElseThrow(() -> new IllegalStateException("There is no run " + id));
  }

  /// Two runs that want the same id must not write over each other's inputs before one of them gets
  /// it; so the key says what it is a run of.
  private static String inputsKey(Run run) {
    var about = run.about();
    var of = String.join("\n", about.repository().key(), about.delivery(), about.workflowPath());
    var digest = Digest.sha256(of.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    return "runs/%s/inputs-%s.json".formatted(run.id(), digest);
  }

  /// One page of runs, newest first.
  ///
  /// @param more whether there may be older ones
  public record Page(List<Run> runs, boolean more) {}

  /// A place in the list of runs: right after that run.
  public record Position(Year year, RunId run) {
    public static Position of(Run run) {
      return new Position(yearOf(run), run.id());
    }

    /// @throws IllegalArgumentException when the text is no position
    public static Position parse(String text) {
      var dot = text.indexOf('.');
      try {
        return new Position(
            Year.of(Integer.parseInt(text.substring(0, Math.max(dot, 0)))),
            RunId.parse(text.substring(dot + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("no position in a list of runs", e);
      }
    }

    @Override
    public String toString() {
      return year + "." + run;
    }
  }

  /// Runs of one repository or of all, newest first.
  public Page list(Optional<RepositoryId> repository, int limit, Optional<Position> after) {
    var found = new ArrayList<Run>();
    for (var partition : partitions(repository, after)) {
      var start =
          after
              .filter(_ -> found.isEmpty())
              .filter(position -> repository.isPresent() || partition.equals(all(position.year())))
              .map(position -> startKey(repository, partition, position));
      do {
        var answer =
            aws.call(
                Service.DYNAMODB,
                "Query",
                query(repository, partition, limit - found.size(), start));
        answer.array("Items").forEach(item -> found.add(read((Json.Obj) item)));
        start = answer.get("LastEvaluatedKey").map(Json.Obj.class::cast);
      } while (start.isPresent() && found.size() < limit);
      if (found.size() >= limit) {
        return new Page(found, true);
      }
    }
    return new Page(found, false);
  }

  private List<String> partitions(Optional<RepositoryId> repository, Optional<Position> after) {
    if (repository.isPresent()) {
      return List.of("REPO#" + repository.get().key());
    }
    var now = Year.from(aws.clock().instant().atZone(ZoneOffset.UTC));
    var newest = after.map(Position::year).filter(now::isAfter).orElse(now);
    var partitions = new ArrayList<String>();
    for (var year = newest; year.isAfter(now.minusYears(YEARS)); year = year.minusYears(1)) {
      partitions.add(all(year));
    }
    return partitions;
  }

  private static String all(Year year) {
    return "ALL#" + year;
  }

  private static Year yearOf(Run run) {
    return Year.from(run.about().createdAt().atZone(ZoneOffset.UTC));
  }

  private static String sortKey(RunId run) {
    return String.format(Locale.ROOT, "%020d", run.value());
  }

  private static Json.Obj startKey(
      Optional<RepositoryId> repository, String partition, Position position) {
    var index = repository.isPresent() ? "gsi2" : "gsi1";
    return Json.object()
        .put("pk", text("RUN#" + position.run()))
        .put("sk", text("RUN"))
        .put(index + "pk", text(partition))
        .put(index + "sk", text(sortKey(position.run())))
        .build();
  }

  private Json.Obj query(
      Optional<RepositoryId> repository, String partition, int limit, Optional<Json.Obj> start) {
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

  /// Runs that may not be over, or may have effects pending: those with a marker.
  public List<RunId> open() {
    var open = new ArrayList<RunId>();
    Optional<Json> start = Optional.empty();
    do {
      var query =
          Json.object()
              .put("TableName", table)
              .put("KeyConditionExpression", "pk = :p")
              .put("ExpressionAttributeValues", Json.object().put(":p", text(OPEN)).build())
              .put("ConsistentRead", true)
              .put("ExclusiveStartKey", start)
              .build();
      var answer = aws.call(Service.DYNAMODB, "Query", query);
      answer
          .array("Items")
          .forEach(item -> open.add(RunId.parse(Attributes.requireText((Json.Obj) item, "sk"))));
      start = answer.get("LastEvaluatedKey");
    } while (start.isPresent());
    return open;
  }

  private static boolean isOpen(Run run) {
    return !run.isCompleted() || !run.pending().isEmpty();
  }

  private void mark(RunId id) {
    aws.call(Service.DYNAMODB, "PutItem", marker("Item", id));
  }

  /// Drops the marker of a run that is over, so that the sweep need not look at it again. Where a
  /// re-run began meanwhile, the marker comes back.
  public void close(RunId id) {
    if (load(id).map(stored -> isOpen(stored.run())).orElseGet(() -> isYoung(id))) {
      return;
    }
    aws.call(Service.DYNAMODB, "DeleteItem", marker("Key", id));
    if (load(id).filter(stored -> isOpen(stored.run())).isPresent()) {
      mark(id);
    }
  }

  /// A marker is written before its run; so one without may be about to have it.
  private boolean isYoung(RunId id) {
    return id.receivedAt().isAfter(aws.clock().instant().minus(Duration.ofHours(1)));
  }

  private Json.Obj marker(String member, RunId id) {
    return Json.object()
        .put("TableName", table)
        .put(member, Json.object().put("pk", text(OPEN)).put("sk", text(id.toString())).build())
        .build();
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
            .put("UpdateExpression", "SET #d = :d, pipeline = :p")
            // `definition` is one of DynamoDB's reserved words.
            .put("ExpressionAttributeNames", Json.object().put("#d", "definition").build())
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
