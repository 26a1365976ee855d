package dev.slipway.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQS on the wire.
class QueuesTest {
  @TempDir Path folder;
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private Store store;
  private AwsPort port;
  private Queues queues;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    port = new AwsPort();
    queues =
        new Queues(store, scheduler, Chance.seeded(7), port.port(), "us-east-1", "000000000000");
    port.with(queues).with(new QueueQuery(queues)).start(scheduler);
  }

  @AfterEach
  void close() {
    port.close();
    store.close();
  }

  private void restart() {
    close();
    open();
  }

  private AwsClient.Answer call(String operation, String body) {
    return port.json("AmazonSQS." + operation, body);
  }

  private String url(String queue) {
    return queues.address(queue);
  }

  private String create(String name, String attributes) {
    var answer =
        call("CreateQueue", "{'QueueName':'%s','Attributes':%s}".formatted(name, attributes));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().requireString("QueueUrl");
  }

  private AwsClient.Answer send(String queue, String body, String more) {
    return call(
        "SendMessage", "{'QueueUrl':'%s','MessageBody':'%s'%s}".formatted(url(queue), body, more));
  }

  private AwsClient.Answer sendTo(String group, String body) {
    return send(
        "f.fifo",
        body,
        ",'MessageGroupId':'%s','MessageDeduplicationId':'%s'".formatted(group, body));
  }

  private List<Json.Obj> receive(String queue, String more) {
    return call(
            "ReceiveMessage",
            "{'QueueUrl':'%s','AttributeNames':['All'],'MessageAttributeNames':['All'],'MaxNumberOfMessages':10%s}"
                .formatted(url(queue), more))
        .body()
        .array("Messages")
        .stream()
        .map(Json.Obj.class::cast)
        .toList();
  }

  private static List<String> bodies(List<Json.Obj> messages) {
    return messages.stream().map(message -> message.requireString("Body")).toList();
  }

  private AwsClient.Answer delete(String queue, Json.Obj message) {
    return call(
        "DeleteMessage",
        "{'QueueUrl':'%s','ReceiptHandle':'%s'}"
            .formatted(url(queue), message.requireString("ReceiptHandle")));
  }

  private String attribute(String queue, String name) {
    return call(
            "GetQueueAttributes",
            "{'QueueUrl':'%s','AttributeNames':['All']}".formatted(url(queue)))
        .body()
        .object("Attributes")
        .requireString(name);
  }

  @Test
  void aMessageComesBackUntilItIsDeleted() {
    create("q", "{'VisibilityTimeout':'30'}");
    var sent = send("q", "hello", "").body();
    assertThat(sent.requireString("MD5OfMessageBody"))
        .isEqualTo("5d41402abc4b2a76b9719d911017c592");

    var first = receive("q", "").getFirst();
    assertThat(first.requireString("MessageId")).isEqualTo(sent.requireString("MessageId"));
    assertThat(receive("q", "")).isEmpty();
    assertThat(attribute("q", "ApproximateNumberOfMessagesNotVisible")).isEqualTo("1");

    scheduler.advance(Duration.ofSeconds(30));
    var again = receive("q", "").getFirst();
    assertThat(again.object("Attributes").requireString("ApproximateReceiveCount")).isEqualTo("2");
    delete("q", again);
    scheduler.advance(Duration.ofSeconds(30));
    assertThat(receive("q", "")).isEmpty();
    assertThat(delete("q", again).status()).as("deleting again").isEqualTo(200);
  }

  @Test
  void attributesComeBackWithTheirSum() {
    create("q", "{}");
    var more =
        ",'MessageAttributes':{'kind':{'DataType':'String','StringValue':'x'},'raw':{'DataType':'Binary','BinaryValue':'AQI='}}";
    var sum = send("q", "m", more).body().requireString("MD5OfMessageAttributes");
    var message = receive("q", "").getFirst();
    assertThat(message.requireString("MD5OfMessageAttributes")).isEqualTo(sum).hasSize(32);
    assertThat(message.object("MessageAttributes").object("kind").requireString("StringValue"))
        .isEqualTo("x");
  }

  @Test
  void aGroupWaitsForItsMessageInFlight() {
    create("f.fifo", "{'FifoQueue':'true','VisibilityTimeout':'60'}");
    sendTo("a", "a1");
    sendTo("a", "a2");
    sendTo("b", "b1");
    assertThat(bodies(receive("f.fifo", ""))).containsExactly("a1", "a2", "b1");
    scheduler.advance(Duration.ofSeconds(60));

    var one = call("ReceiveMessage", "{'QueueUrl':'%s'}".formatted(url("f.fifo"))).body();
    var a1 = (Json.Obj) one.array("Messages").getFirst();
    assertThat(a1.requireString("Body")).isEqualTo("a1");
    assertThat(bodies(receive("f.fifo", ""))).as("only the other group").containsExactly("b1");

    scheduler.advance(Duration.ofSeconds(60));
    assertThat(bodies(receive("f.fifo", ""))).as("in order").containsExactly("a1", "a2", "b1");
  }

  @Test
  void aDuplicateCountsOnceForFiveMinutesAndAcrossARestart() {
    create("f.fifo", "{'FifoQueue':'true'}");
    var first = sendTo("a", "x").body();
    delete("f.fifo", receive("f.fifo", "").getFirst());
    restart();
    scheduler.advance(Duration.ofMinutes(4));
    assertThat(sendTo("a", "x").body().requireString("MessageId"))
        .isEqualTo(first.requireString("MessageId"));
    assertThat(receive("f.fifo", "")).isEmpty();
    scheduler.advance(Duration.ofMinutes(1));
    sendTo("a", "x");
    assertThat(bodies(receive("f.fifo", ""))).containsExactly("x");
  }

  @Test
  void contentCanTellDuplicates() {
    create("f.fifo", "{'FifoQueue':'true','ContentBasedDeduplication':'true'}");
    send("f.fifo", "same", ",'MessageGroupId':'a'");
    send("f.fifo", "same", ",'MessageGroupId':'a'");
    send("f.fifo", "other", ",'MessageGroupId':'a'");
    assertThat(bodies(receive("f.fifo", ""))).containsExactly("same", "other");
  }

  @Test
  void whatFailsTooOftenGoesToTheDeadLettersWithItsGroup() {
    create("dead.fifo", "{'FifoQueue':'true'}");
    create(
        "f.fifo",
        "{'FifoQueue':'true','VisibilityTimeout':'1','RedrivePolicy':'{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:dead.fifo\\\",\\\"maxReceiveCount\\\":2}'}");
    var id = sendTo("g", "poison").body().requireString("MessageId");
    sendTo("g", "fine");
    for (var i = 0; i < 2; i++) {
      assertThat(bodies(receive("f.fifo", ""))).contains("poison");
      delete("f.fifo", receiveNothing());
      scheduler.advance(Duration.ofSeconds(1));
    }
    assertThat(bodies(receive("f.fifo", ""))).isEmpty();
    var dead = receive("dead.fifo", "");
    assertThat(bodies(dead)).containsExactly("poison", "fine");
    assertThat(dead.getFirst().requireString("MessageId")).isEqualTo(id);
    assertThat(dead.getFirst().object("Attributes").requireString("MessageGroupId")).isEqualTo("g");
    assertThat(dead.getFirst().object("Attributes").requireString("DeadLetterQueueSourceArn"))
        .endsWith(":f.fifo");

    var dlq = "arn:aws:sqs:us-east-1:000000000000:dead.fifo";
    assertThat(call("StartMessageMoveTask", "{'SourceArn':'%s'}".formatted(dlq)).status())
        .isEqualTo(200);
    scheduler.run();
    var task =
        (Json.Obj)
            call("ListMessageMoveTasks", "{'SourceArn':'%s'}".formatted(dlq))
                .body()
                .array("Results")
                .getFirst();
    assertThat(task.requireString("Status")).isEqualTo("COMPLETED");
    assertThat(task.requireNumber("ApproximateNumberOfMessagesMoved")).isEqualTo(2);
    assertThat(bodies(receive("f.fifo", ""))).containsExactly("poison", "fine");
  }

  /// A receipt of nothing that is there any more.
  private Json.Obj receiveNothing() {
    var handle = new Receipt(1_000_000, "00000000-0000-4000-8000-000000000000", 1).handle();
    return Json.object().put("ReceiptHandle", handle).build();
  }

  @Test
  void messagesSurviveTheProcessWithTheirIdsAndReceives() {
    create("q", "{'VisibilityTimeout':'600'}");
    var ids = new ArrayList<String>();
    for (var body : List.of("one", "two", "three")) {
      ids.add(send("q", body, "").body().requireString("MessageId"));
    }
    var received = receive("q", "");
    delete("q", received.get(0));
    restart();
    delete("q", received.get(1));
    var again = receive("q", "");
    assertThat(bodies(again)).containsExactly("three");
    assertThat(again.getFirst().requireString("MessageId")).isEqualTo(ids.get(2));
    assertThat(again.getFirst().object("Attributes").requireString("ApproximateReceiveCount"))
        .isEqualTo("2");
    assertThat(attribute("q", "VisibilityTimeout")).isEqualTo("600");
  }

  @Test
  void aWaitingReceiverGetsWhatIsSentAndWhatAppears() throws Exception {
    create("q", "{'VisibilityTimeout':'5'}");
    var waiting = CompletableFuture.supplyAsync(() -> receive("q", ",'WaitTimeSeconds':20"));
    while (scheduler.waiting() == 0) {
      Thread.onSpinWait();
    }
    send("q", "now", "");
    assertThat(bodies(waiting.get())).containsExactly("now");

    var later = CompletableFuture.supplyAsync(() -> receive("q", ",'WaitTimeSeconds':20"));
    while (scheduler.waiting() < 2) {
      Thread.onSpinWait();
    }
    scheduler.advance(Duration.ofSeconds(5));
    assertThat(bodies(later.get())).containsExactly("now");
  }

  @Test
  void whoWatchesIsToldOnlyWhenThereIsSomething() throws Exception {
    create("q", "{'VisibilityTimeout':'5'}");
    var told = new ArrayList<String>();
    try (var _ = queues.watch("q", () -> told.add("told"))) {
      scheduler.run();
      assertThat(told).isEmpty();
      send("q", "m", "");
      scheduler.run();
      assertThat(told).hasSize(1);
      queues.receive("q", 10);
      scheduler.advance(Duration.ofSeconds(5));
      assertThat(told).hasSize(2);
    }
  }

  @Test
  void aDelayedMessageAppearsLater() {
    create("q", "{'DelaySeconds':'10'}");
    send("q", "queue", "");
    send("q", "own", ",'DelaySeconds':20");
    assertThat(receive("q", "")).isEmpty();
    assertThat(attribute("q", "ApproximateNumberOfMessagesDelayed")).isEqualTo("2");
    scheduler.advance(Duration.ofSeconds(10));
    assertThat(bodies(receive("q", ""))).containsExactly("queue");
    restart();
    scheduler.advance(Duration.ofSeconds(10));
    assertThat(bodies(receive("q", ""))).contains("own");
  }

  @Test
  void aReceiverChangesHowLongItHasAMessage() {
    create("q", "{'VisibilityTimeout':'5'}");
    send("q", "m", "");
    var handle = receive("q", "").getFirst().requireString("ReceiptHandle");
    var change = "{'QueueUrl':'%s','ReceiptHandle':'%s','VisibilityTimeout':%d}";
    call("ChangeMessageVisibility", change.formatted(url("q"), handle, 60));
    scheduler.advance(Duration.ofSeconds(59));
    assertThat(receive("q", "")).isEmpty();
    call("ChangeMessageVisibility", change.formatted(url("q"), handle, 0));
    assertThat(bodies(receive("q", ""))).containsExactly("m");
  }

  @Test
  void errorsHaveBothOfTheirNames() {
    var none = call("SendMessage", "{'QueueUrl':'http://h/0/none','MessageBody':'x'}");
    assertThat(none.error()).isEqualTo("QueueDoesNotExist");
    assertThat(none.raw().headers().firstValue("x-amzn-query-error"))
        .contains("AWS.SimpleQueueService.NonExistentQueue;Sender");
    create("q", "{}");
    assertThat(send("q", "", "").error()).isEqualTo("MissingParameter");
    assertThat(send("q", "\\u0001", "").error()).isEqualTo("InvalidMessageContents");
    assertThat(send("q", "x", ",'DelaySeconds':901").error()).isEqualTo("InvalidParameterValue");
    assertThat(send("q", "x", ",'DelaySeconds':'a'").error()).isEqualTo("SerializationException");
    assertThat(send("q", "x".repeat(1_048_577), "").error()).isEqualTo("InvalidParameterValue");
    assertThat(send("q", "x".repeat(1_048_576), "").status()).isEqualTo(200);
    assertThat(call("CreateQueue", "{'QueueName':'q','Attributes':{'DelaySeconds':'9'}}").error())
        .isEqualTo("QueueNameExists");
    assertThat(call("CreateQueue", "{'QueueName':'a b'}").error())
        .isEqualTo("InvalidParameterValue");
    assertThat(call("CreateQueue", "{'QueueName':'n','Attributes':{'Colour':'x'}}").error())
        .isEqualTo("InvalidAttributeName");
    assertThat(call("Sing", "{}").error()).isEqualTo("UnknownOperationException");
    assertThat(
            call("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'x'}".formatted(url("q")))
                .error())
        .isEqualTo("ReceiptHandleIsInvalid");
  }

  @Test
  void aBatchTellsOfEachEntry() {
    create("q", "{}");
    var answer =
        call(
                "SendMessageBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'1'},{'Id':'b','MessageBody':''}]}"
                    .formatted(url("q")))
            .body();
    assertThat(answer.array("Successful")).hasSize(1);
    assertThat(((Json.Obj) answer.array("Failed").getFirst()).requireString("Code"))
        .isEqualTo("MissingParameter");
    assertThat(
            call("SendMessageBatch", "{'QueueUrl':'%s','Entries':[]}".formatted(url("q"))).error())
        .isEqualTo("EmptyBatchRequest");
  }

  @Test
  void aQueueIsPurgedOnceAMinute() {
    create("q", "{}");
    send("q", "m", "");
    var purge = "{'QueueUrl':'%s'}".formatted(url("q"));
    assertThat(call("PurgeQueue", purge).status()).isEqualTo(200);
    assertThat(receive("q", "")).isEmpty();
    assertThat(call("PurgeQueue", purge).error()).isEqualTo("PurgeQueueInProgress");
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(call("PurgeQueue", purge).status()).isEqualTo(200);
  }

  @Test
  void messagesOlderThanTheQueueKeepsThemAreGone() {
    create("q", "{'MessageRetentionPeriod':'60'}");
    send("q", "m", "");
    scheduler.advance(Duration.ofSeconds(60));
    assertThat(receive("q", "")).isEmpty();
    assertThat(attribute("q", "ApproximateNumberOfMessages")).isEqualTo("0");
  }

  @Test
  void olderClientsSpeakInForms() {
    var made =
        AwsPort.text(
            port.form(
                "sqs",
                "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0"));
    assertThat(made).contains("<QueueUrl>" + url("q") + "</QueueUrl>");
    port.form(
        "sqs",
        "Action=SendMessage&Version=2012-11-05&MessageBody=a%26b&QueueUrl="
            + url("q")
            + "&MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v");
    var got =
        AwsPort.text(
            port.form(
                "sqs",
                "Action=ReceiveMessage&Version=2012-11-05&AttributeName.1=All&MessageAttributeName.1=All&QueueUrl="
                    + url("q")));
    assertThat(got)
        .contains("<Body>a&amp;b</Body>")
        .contains("<MessageAttribute><Name>k</Name><Value>")
        .contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    var none = port.form("sqs", "Action=GetQueueUrl&Version=2012-11-05&QueueName=none");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(AwsPort.text(none)).contains("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  }
}
