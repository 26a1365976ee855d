package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.plan.StandingOrders;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Connected repositories in the table of that name.
public final class DynamoDbRepositories implements RepositoryStore {
  private final Aws aws;
  private final String table;

  public DynamoDbRepositories(Aws aws, String table) {
    this.aws = aws;
    this.table = table;
  }

  @Override
  public Optional<ConnectedRepository> get(RepositoryId id) {
    var answer = aws.call(Service.DYNAMODB, "GetItem", key(id).put("ConsistentRead", true).build());
    return answer.get("Item").map(item -> read((Json.Obj) item));
  }

  @Override
  public List<ConnectedRepository> list() {
    var answer = aws.call(Service.DYNAMODB, "Scan", Json.object().put("TableName", table).build());
    return answer.array("Items").stream().map(item -> read((Json.Obj) item)).toList();
  }

  @Override
  public void put(ConnectedRepository repository) {
    var item =
        Json.object()
            .put("id", text(repository.id().key()))
            .put("name", text(repository.id().toString()))
            .put("url", text(repository.url()))
            .put("connectedAt", text(repository.connectedAt().toString()))
            .put("seen", text(Json.strings(repository.seen()).text()))
            .put("vars", text(Json.strings(repository.vars()).text()));
    repository.defaultBranch().ifPresent(branch -> item.put("defaultBranch", text(branch)));
    aws.call(
        Service.DYNAMODB,
        "PutItem",
        Json.object().put("TableName", table).put("Item", item.build()).build());
  }

  /// What is seen is a hint for the sweep: a write that loses to another one only makes the sweep
  /// look again, and its delivery ids are the same.
  @Override
  public void saw(RepositoryId id, String ref, String sha) {
    get(id)
        .ifPresent(repository -> {
          var seen = new TreeMap<>(repository.seen());
          seen.put(ref, sha);
          set(id, "seen", Json.strings(seen));
        });
  }

  @Override
  public Optional<StandingOrders> orders(RepositoryId id) {
    var answer = aws.call(Service.DYNAMODB, "GetItem", key(id).put("ConsistentRead", true).build());
    return text(answer.object("Item"), "orders")
        .map(DynamoDbRepositories::parse)
        .map(StandingOrders::read);
  }

  @Override
  public void put(RepositoryId id, StandingOrders orders) {
    set(id, "orders", orders.json());
  }

  /// Changes one attribute, whose name is no reserved word, unless the repository is gone.
  private void set(RepositoryId id, String attribute, Json.Obj value) {
    var update =
        key(id)
            .put("UpdateExpression", "SET %s = :v".formatted(attribute))
            .put("ConditionExpression", "attribute_exists(id)")
            .put("ExpressionAttributeValues", Json.object().put(":v", text(value.text())).build())
            .build();
    aws.call(Service.DYNAMODB, "UpdateItem", update);
  }

  @Override
  public boolean delete(RepositoryId id) {
    var answer =
        aws.call(Service.DYNAMODB, "DeleteItem", key(id).put("ReturnValues", "ALL_OLD").build());
    return answer.get("Attributes").isPresent();
  }

  private Json.Builder key(RepositoryId id) {
    return Json.object()
        .put("TableName", table)
        .put("Key", Json.object().put("id", text(id.key())).build());
  }

  private static ConnectedRepository read(Json.Obj item) {
    return new ConnectedRepository(
        RepositoryId.parse(Attributes.requireText(item, "name")),
        Attributes.requireText(item, "url"),
        text(item, "defaultBranch"),
        Instant.parse(Attributes.requireText(item, "connectedAt")),
        map(item, "seen"),
        map(item, "vars"));
  }

  private static Map<String, String> map(Json.Obj item, String name) {
    return text(item, name)
        .map(DynamoDbRepositories::parse)
        .map(JobJson::stringMap)
        .orElse(Map.of());
  }

  private static Json.Obj parse(String json) {
    return Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }
}
