package dev.slipway.local.tables;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.operation.AccountOperations;
import dev.slipway.local.tables.operation.BatchOperations;
import dev.slipway.local.tables.operation.Descriptions;
import dev.slipway.local.tables.operation.Expiring;
import dev.slipway.local.tables.operation.ItemOperations;
import dev.slipway.local.tables.operation.QueryOperations;
import dev.slipway.local.tables.operation.StreamOperations;
import dev.slipway.local.tables.operation.TableOperations;
import dev.slipway.local.tables.operation.TagOperations;
import dev.slipway.local.tables.operation.Tokens;
import dev.slipway.local.tables.operation.TransactOperations;
import dev.slipway.local.tables.operation.TtlOperations;
import dev.slipway.local.tables.request.Operation;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.JsonService;

/// DynamoDB, over the store that the local cloud keeps everything in.
///
/// A write is on disk when its answer is given. Any number of threads may call at once.
public final class Tables implements JsonService, AutoCloseable {
  private final AccountOperations account;
  private final BatchOperations batches;
  private final ItemOperations items;
  private final QueryOperations queries;
  private final TableOperations tables;
  private final TagOperations tags;
  private final TransactOperations transactions;
  private final TtlOperations ttl;
  private final Streams streams;
  private final Expiring expiring;

  public Tables(Store store, Scheduler scheduler, String region, String account) {
    var catalog = new Catalog(store, scheduler);
    var descriptions = Descriptions.in(region, account);
    this.account = new AccountOperations(catalog, scheduler, region);
    this.batches = new BatchOperations(catalog);
    this.items = new ItemOperations(catalog);
    this.queries = new QueryOperations(catalog);
    this.tables = new TableOperations(catalog, scheduler, descriptions);
    this.tags = new TagOperations(catalog);
    this.transactions = new TransactOperations(catalog, new Tokens(store, scheduler));
    this.ttl = new TtlOperations(catalog);
    this.streams = new Streams(new StreamOperations(catalog, descriptions, region));
    this.expiring = new Expiring(catalog, scheduler);
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
    var known = Operation.named(operation).orElseThrow(Edge::unknown);
    return Edge.answer(body, json -> answer(known, Request.of(json, known)));
  }

  /// What changes in the tables, for those who follow it.
  public Streams streams() {
    return streams;
  }

  private byte[] answer(Operation operation, Request request) {
    return switch (operation) {
      case GET_ITEM -> items.get(request).utf8();
      case QUERY -> queries.query(request).utf8();
      case SCAN -> queries.scan(request).utf8();
      case BATCH_GET_ITEM -> batches.get(request).bytes();
      case BATCH_WRITE_ITEM -> batches.write(request).bytes();
      case CREATE_TABLE -> tables.create(request).bytes();
      case DELETE_ITEM -> items.delete(request).bytes();
      case DELETE_TABLE -> tables.delete(request).bytes();
      case DESCRIBE_CONTINUOUS_BACKUPS -> account.describeBackups(request).bytes();
      case DESCRIBE_ENDPOINTS -> account.endpoints().bytes();
      case DESCRIBE_LIMITS -> account.limits().bytes();
      case DESCRIBE_TABLE -> tables.describe(request).bytes();
      case DESCRIBE_TIME_TO_LIVE -> ttl.describe(request).bytes();
      case LIST_TABLES -> tables.list(request).bytes();
      case LIST_TAGS_OF_RESOURCE -> tags.list(request).bytes();
      case PUT_ITEM -> items.put(request).bytes();
      case TAG_RESOURCE -> tags.tag(request).bytes();
      case TRANSACT_GET_ITEMS -> transactions.get(request).bytes();
      case TRANSACT_WRITE_ITEMS -> transactions.write(request).bytes();
      case UNTAG_RESOURCE -> tags.untag(request).bytes();
      case UPDATE_CONTINUOUS_BACKUPS -> account.updateBackups(request).bytes();
      case UPDATE_ITEM -> items.update(request).bytes();
      case UPDATE_TABLE -> tables.update(request).bytes();
      case UPDATE_TIME_TO_LIVE -> ttl.update(request).bytes();
    };
  }

  @Override
  public void close() {
    expiring.close();
  }
}
