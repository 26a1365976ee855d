package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// SQS: queues of the template and queues made by API; both keep their messages.
public final class Queues implements JsonService {
  /// Someone who is told of messages, until it is closed.
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private final Broker broker;
  private final Messages messages;
  private final MoveTasks moves;
  private final int publicPort;
  private final String account;

  /// @param publicPort the AWS port, which stands in queue addresses
  public Queues(
      Store store,
      Scheduler scheduler,
      Chance chance,
      int publicPort,
      String region,
      String account) {
    this.broker =
        new Broker(store, scheduler, chance, "arn:aws:sqs:%s:%s:".formatted(region, account));
    this.messages = new Messages(broker);
    this.moves = new MoveTasks(store, broker, scheduler, chance);
    this.publicPort = publicPort;
    this.account = account;
  }

  @Override
  public String targetPrefix() {
    return "AmazonSQS";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  @Override
  public Optional<String> queryName(String code) {
    return Optional.of(QueueErrors.old(code));
  }

  public String address(String queue) {
    return "http://127.0.0.1:%d/%s/%s".formatted(publicPort, account, queue);
  }

  /// Makes a queue as a template says; one that is there keeps its messages.
  ///
  /// @param attributes as `CreateQueue` takes them
  public void create(String name, Json.Obj attributes) {
    broker.put(
        QueueSettings.of(
            name, new Input(Json.object().put("a", attributes).build()).map("a"), Map.of()));
  }

  /// Puts a message into the queue with that ARN; the group counts where the queue has groups.
  ///
  /// @throws AwsError when there is no such queue or it refuses
  public void send(String arn, String body, String group) {
    var name = broker.named(arn).orElseThrow(QueueErrors::noQueue);
    var request = Json.object().put("MessageBody", body);
    var fifo = broker.find(name).filter(QueueSettings::fifo);
    fifo.ifPresent(settings -> {
      request.put("MessageGroupId", group);
      if (!settings.deduplicatesContent()) {
        request.put("MessageDeduplicationId", Checksums.sha256(body));
      }
    });
    messages.send(name, new Input(request.build()));
  }

  /// Up to that many messages with all that is known of them, at once.
  public List<Json.Obj> receive(String name, int most) {
    return broker.receive(name, most, Optional.empty()).stream()
        .map(Wanted.EVERYTHING::message)
        .toList();
  }

  public void delete(String name, String receiptHandle) {
    broker.delete(name, Receipt.read(receiptHandle));
  }

  /// Calls back each time when the queue may have a message; also now if it has one.
  public Watch watch(String name, Runnable watcher) {
    return broker.watch(name, watcher);
  }

  public boolean isFifo(String name) {
    return broker.find(name).orElseThrow(QueueErrors::noQueue).fifo();
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    return answer(operation, Input.of(body)).bytes();
  }

  Json.Obj answer(String operation, Input request) {
    return switch (operation) {
      case "SendMessage" -> messages.send(queue(request), request);
      case "SendMessageBatch" -> messages.sendBatch(queue(request), request);
      case "ReceiveMessage" -> messages.receive(queue(request), request);
      case "DeleteMessage" -> done(() -> messages.delete(queue(request), request));
      case "DeleteMessageBatch" -> messages.deleteBatch(queue(request), request);
      case "ChangeMessageVisibility" -> done(() -> messages.hide(queue(request), request));
      case "ChangeMessageVisibilityBatch" -> messages.hideBatch(queue(request), request);
      case "StartMessageMoveTask" -> moves.start(request);
      case "CancelMessageMoveTask" -> moves.cancel(request);
      case "ListMessageMoveTasks" -> moves.list(request);
      case "CreateQueue" -> create(request);
      case "DeleteQueue" -> done(() -> broker.drop(queue(request)));
      case "PurgeQueue" -> done(() -> broker.purge(queue(request)));
      case "GetQueueUrl" -> url(request);
      case "ListQueues" -> list(request);
      case "ListDeadLetterSourceQueues" -> sources(queue(request));
      case "GetQueueAttributes" -> attributes(queue(request), request);
      case "SetQueueAttributes" -> done(() -> change(queue(request), request));
      case "TagQueue", "UntagQueue" -> done(() -> tag(queue(request), request));
      case "ListQueueTags" -> tags(queue(request));
      case "AddPermission", "RemovePermission" -> done(() -> queue(request));
      default -> throw AwsError.unknownOperation(operation);
    };
  }

  private static Json.Obj done(Runnable work) {
    work.run();
    return Json.Obj.EMPTY;
  }

  /// The queue's name: what stands last in its address.
  private String queue(Input request) {
    var url = request.maybeText("QueueUrl").orElseThrow(() -> QueueErrors.missing("QueueUrl"));
    var name = url.substring(url.lastIndexOf('/') + 1);
    return broker.find(name).map(QueueSettings::name).orElseThrow(QueueErrors::noQueue);
  }

  private Json.Obj create(Input request) {
    var name = request.maybeText("QueueName").orElseThrow(() -> QueueErrors.missing("QueueName"));
    var asked = QueueSettings.of(name, request.map("Attributes"), request.map("tags"));
    requireDeadLetters(asked);
    var known = broker.find(name);
    known.ifPresent(settings -> QueueAttributes.same(settings, asked));
    if (known.isEmpty()) {
      broker.put(asked);
    }
    return Json.object().put("QueueUrl", address(name)).build();
  }

  private void requireDeadLetters(QueueSettings settings) {
    settings
        .redrive()
        .ifPresent(redrive -> {
          var target = broker.named(redrive.targetArn()).flatMap(broker::find);
          var reason =
              target.isEmpty()
                  ? "Dead letter target does not exist."
                  : "Dead-letter target must be same type of queue as the source.";
          if (target.filter(found -> found.fifo() == settings.fifo()).isEmpty()) {
            throw QueueErrors.invalid("RedrivePolicy", redrive.targetArn(), reason);
          }
        });
  }

  private Json.Obj url(Input request) {
    var name = request.maybeText("QueueName").orElseThrow(() -> QueueErrors.missing("QueueName"));
    var known = broker.find(name).orElseThrow(QueueErrors::noQueue);
    return Json.object().put("QueueUrl", address(known.name())).build();
  }

  private Json.Obj list(Input request) {
    var prefix = request.maybeText("QueueNamePrefix").orElse("");
    var after = request.maybeText("NextToken").orElse("");
    var most = request.maybeNumber("MaxResults").orElse(1_000);
    if (most < 1 || most > 1_000) {
      throw QueueErrors.invalid("MaxResults", most, "MaxResults must be between 1 and 1000.");
    }
    var names =
        broker.all().stream()
            .map(QueueSettings::name)
            .filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0)
            .toList();
    var page = names.subList(0, Math.min(most, names.size()));
    var answer = Json.object();
    if (!page.isEmpty()) {
      answer.put("QueueUrls", Json.strings(page.stream().map(this::address).toList()));
    }
    if (page.size() < names.size()) {
      answer.put("NextToken", page.getLast());
    }
    return answer.build();
  }

  private Json.Obj sources(String name) {
    var arn = broker.arn(name);
    var sources =
        broker.all().stream()
            .filter(queue -> queue.redrive().filter(to -> to.targetArn().equals(arn)).isPresent())
            .map(queue -> address(queue.name()))
            .toList();
    return Json.object().put("queueUrls", Json.strings(sources)).build();
  }

  private Json.Obj attributes(String name, Input request) {
    var wanted = request.texts("AttributeNames");
    var shown = QueueAttributes.shown(QueueAttributes.of(broker, name), wanted);
    return shown.members().isEmpty()
        ? Json.Obj.EMPTY
        : Json.object().put("Attributes", shown).build();
  }

  private void change(String name, Input request) {
    var known = broker.find(name).orElseThrow(QueueErrors::noQueue);
    var changes = request.map("Attributes");
    if (changes.containsKey("FifoQueue") && !known.fifo()) {
      throw QueueErrors.unknownAttribute("FifoQueue");
    }
    var next = known.with(changes);
    requireDeadLetters(next);
    broker.put(next);
  }

  private void tag(String name, Input request) {
    var known = broker.find(name).orElseThrow(QueueErrors::noQueue);
    var tags = new TreeMap<>(known.tags());
    tags.putAll(request.map("Tags"));
    request.texts("TagKeys").forEach(tags::remove);
    broker.put(known.tagged(tags));
  }

  private Json.Obj tags(String name) {
    var known = broker.find(name).orElseThrow(QueueErrors::noQueue);
    return known.tags().isEmpty()
        ? Json.Obj.EMPTY
        : Json.object().put("Tags", Json.strings(known.tags())).build();
  }
}
