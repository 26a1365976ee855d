package dev.slipway.local.tables;

import dev.slipway.local.store.Store;
import dev.slipway.local.store.StoreException;
import dev.slipway.local.tables.operation.ItemOperations;
import dev.slipway.local.tables.operation.QueryOperations;
import dev.slipway.local.tables.operation.TableOperations;
import dev.slipway.local.tables.operation.TtlOperations;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.WireTypeException;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;

/// DynamoDB, over the store that the local cloud keeps everything in.
///
/// A write is on disk when its answer is given. Any number of threads may call at once.
public final class Tables implements JsonService, AutoCloseable {
  private final ItemOperations items;
  private final QueryOperations queries;
  private final TableOperations tables;
  private final TtlOperations ttl;

  public Tables(Store store, Scheduler scheduler, String region, String account) {
    var catalog = new Catalog(store);
    this.items = new ItemOperations(catalog);
    this.queries = new QueryOperations(catalog);
    this.tables = new TableOperations(catalog, scheduler, region, account);
    this.ttl = new TtlOperations(catalog);
  }

  @Override
  public String targetPrefix() {
    return "DynamoDB_20120810";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    try {
      return answer(operation, Json.parseObject(body)).bytes();
    } catch (MalformedJsonException | WireTypeException e) {
      throw new AwsError(400, "SerializationException", String.valueOf(e.getMessage()));
    } catch (InvalidException e) {
      throw new AwsError(400, "ValidationException", String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      throw new AwsError(500, "InternalServerError", String.valueOf(e.getMessage()));
    }
  }

  private Json.Obj answer(String operation, Json.Obj request) {
    return switch (operation) {
      case "CreateTable" -> tables.create(request);
      case "DeleteItem" -> items.delete(request);
      case "DeleteTable" -> tables.delete(request);
      case "DescribeTable" -> tables.describe(request);
      case "DescribeTimeToLive" -> ttl.describe(request);
      case "GetItem" -> items.get(request);
      case "ListTables" -> tables.list(request);
      case "PutItem" -> items.put(request);
      case "Query" -> queries.query(request);
      case "Scan" -> queries.scan(request);
      case "UpdateItem" -> items.update(request);
      case "UpdateTimeToLive" -> ttl.update(request);
      default ->
          throw new AwsError(
              400, "UnknownOperationException", "DynamoDB has no operation " + operation);
    };
  }

  @Override
  public void close() {}
}
