package dev.slipway.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.lambda.Calls;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// EventBridge and its Scheduler on the wire.
class EventsTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

  @TempDir Path folder;
  private SteppedScheduler scheduler = new SteppedScheduler();
  private Store store;
  private Queues queues;
  private Objects objects;
  private Schedules schedules;
  private EventBuses events;
  private AwsPort port;

  @BeforeEach
  void open() {
    scheduler = new SteppedScheduler(scheduler.instant());
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    var chance = Chance.seeded(5);
    port = new AwsPort();
    queues = new Queues(store, scheduler, chance, port.port(), "us-east-1", "000000000000");
    queues.create("q", Json.Obj.EMPTY);
    objects = Objects.inMemory(store, scheduler, chance, "us-east-1");
    var functions =
        new LambdaFunctions(
            new LambdaFunctions.Surroundings(
                store,
                scheduler,
                chance,
                Calls.directly(),
                (_, _, _) -> {},
                "us-east-1",
                "000000000000"),
            new Bill());
    var targets = new Targets(functions, queues);
    var deliveries = new Deliveries(store, scheduler, chance, targets);
    events =
        new EventBuses(store, scheduler, chance, deliveries, targets, "us-east-1", "000000000000");
    schedules = new Schedules(store, scheduler, chance, deliveries, "us-east-1", "000000000000");
    objects.listen(new ObjectNotices(objects, deliveries, events, scheduler, "us-east-1"));
    port.with(events)
        .with(new SchedulerRest(schedules).service())
        .objects(objects)
        .start(scheduler);
    events.start();
    schedules.start();
  }

  @AfterEach
  void close() {
    port.close();
    events.close();
    schedules.close();
    store.close();
  }

  private void restart() {
    close();
    open();
  }

  private AwsClient.Answer call(String operation, String body) {
    return port.json("AWSEvents." + operation, body);
  }

  private AwsClient.Answer put(String detail) {
    return call(
        "PutEvents",
        "{'Entries':[{'Source':'app','DetailType':'t','Detail':'%s'}]}"
            .formatted(detail.replace("\"", "\\\"")));
  }

  private void rule(String pattern, String target) {
    call("PutRule", "{'Name':'r','EventPattern':'%s'}".formatted(pattern.replace("\"", "\\\"")));
    var answer =
        call(
            "PutTargets",
            "{'Rule':'r','Targets':[{'Id':'1','Arn':'%s'%s}]}".formatted(QUEUE, target));
    assertThat(answer.body().requireNumber("FailedEntryCount")).isZero();
  }

  private List<String> received() {
    scheduler.run();
    var messages = queues.receive("q", 10);
    messages.forEach(message -> queues.delete("q", message.requireString("ReceiptHandle")));
    return messages.stream().map(message -> message.requireString("Body")).toList();
  }

  @Test
  void handsOverWhatARuleWants() {
    rule("{\"detail\":{\"n\":[{\"numeric\":[\">\",1]}]}}", "");
    put("{\"n\":1}");
    put("{\"n\":2}");
    var got = received();
    assertThat(got).hasSize(1);
    var event = (Json.Obj) Json.parse(got.getFirst());
    assertThat(event.object("detail").requireNumber("n")).isEqualTo(2);
    assertThat(event.requireString("detail-type")).isEqualTo("t");
    assertThat(event.requireString("time")).isEqualTo("2026-11-25T10:00:00Z");
  }

  @Test
  void anAcceptedEventIsDeliveredAfterARestart() {
    rule("{\"source\":[\"app\"]}", "");
    put("{\"n\":1}");
    restart();
    assertThat(received()).hasSize(1);
    put("{\"n\":2}");
    assertThat(received()).as("the rule was kept").hasSize(1);
    restart();
    assertThat(received()).as("nothing is delivered twice").isEmpty();
  }

  @Test
  void targetsGetWhatTheyAskFor() {
    rule("{\"source\":[\"app\"]}", ",'InputPath':'$.detail.list[1]'");
    put("{\"list\":[1,{\"a\":\"b\"}]}");
    assertThat(received()).containsExactly("{\"a\":\"b\"}");
    call(
        "PutTargets",
        "{'Rule':'r','Targets':[{'Id':'1','Arn':'%s','InputTransformer':{'InputPathsMap':{'n':'$.detail.n','s':'$.source'},'InputTemplate':'{\\\"got\\\":<n>,\\\"text\\\":\\\"from <s>\\\",\\\"rule\\\":\\\"<aws.events.rule-name>\\\"}'}}]}"
            .formatted(QUEUE));
    put("{\"n\":{\"x\":1}}");
    assertThat(received())
        .containsExactly("{\"got\":{\"x\":1},\"text\":\"from app\",\"rule\":\"r\"}");
  }

  @Test
  void whatCannotBeDeliveredGoesToTheDeadLetters() {
    call("PutRule", "{'Name':'r','EventPattern':'{\\\"source\\\":[\\\"app\\\"]}'}");
    call(
        "PutTargets",
        "{'Rule':'r','Targets':[{'Id':'1','Arn':'arn:aws:lambda:us-east-1:000000000000:function:none','DeadLetterConfig':{'Arn':'%s'}}]}"
            .formatted(QUEUE));
    put("{\"n\":1}");
    assertThat(received()).hasSize(1);
  }

  @Test
  void rulesAreListedDisabledAndDeleted() {
    rule("{\"source\":[\"app\"]}", "");
    assertThat(call("DescribeRule", "{'Name':'r'}").body().requireString("State"))
        .isEqualTo("ENABLED");
    call("DisableRule", "{'Name':'r'}");
    put("{\"n\":1}");
    assertThat(received()).isEmpty();
    assertThat(call("ListTargetsByRule", "{'Rule':'r'}").body().array("Targets")).hasSize(1);
    assertThat(call("DeleteRule", "{'Name':'r'}").error()).isEqualTo("ValidationException");
    call("RemoveTargets", "{'Rule':'r','Ids':['1']}");
    assertThat(call("DeleteRule", "{'Name':'r'}").status()).isEqualTo(200);
    assertThat(call("DescribeRule", "{'Name':'r'}").error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void refusesWhatEventBridgeRefuses() {
    var answer =
        call(
                "PutEvents",
                "{'Entries':[{'Source':'app','DetailType':'t','Detail':'['},{'DetailType':'t','Detail':'{}'},{'Source':'aws.x','DetailType':'t','Detail':'{}'}]}")
            .body();
    assertThat(answer.requireNumber("FailedEntryCount")).isEqualTo(3);
    assertThat(answer.array("Entries").stream().map(e -> ((Json.Obj) e).requireString("ErrorCode")))
        .containsExactly("MalformedDetail", "InvalidArgument", "NotAuthorizedForSourceException");
    assertThat(call("PutEvents", "{'Entries':[]}").error()).isEqualTo("ValidationException");
    assertThat(call("PutRule", "{'Name':'r','EventPattern':'{'}").error())
        .isEqualTo("InvalidEventPatternException");
    assertThat(call("PutRule", "{'Name':'a b','EventPattern':'{}'}").error())
        .isEqualTo("ValidationException");
    assertThat(call("CreateArchive", "{}").error()).isEqualTo("UnknownOperationException");
    assertThat(
            call(
                    "TestEventPattern",
                    "{'EventPattern':'{\\\"source\\\":[\\\"s\\\"]}','Event':'{\\\"id\\\":\\\"1\\\",\\\"account\\\":\\\"1\\\",\\\"source\\\":\\\"s\\\",\\\"time\\\":\\\"t\\\",\\\"region\\\":\\\"r\\\",\\\"resources\\\":[],\\\"detail-type\\\":\\\"d\\\"}'}")
                .body()
                .bool("Result"))
        .contains(true);
  }

  @Test
  void listsComeInPages() {
    for (var name : List.of("a", "b", "c")) {
      call("CreateEventBus", "{'Name':'bus-%s'}".formatted(name));
      call(
          "PutRule", "{'Name':'%s','EventPattern':'{\\\"source\\\":[\\\"s\\\"]}'}".formatted(name));
    }
    var first = call("ListRules", "{'Limit':2}").body();
    assertThat(first.array("Rules")).hasSize(2);
    var token = first.requireString("NextToken");
    var second = call("ListRules", "{'Limit':2,'NextToken':'%s'}".formatted(token)).body();
    assertThat(((Json.Obj) second.array("Rules").getFirst()).requireString("Name")).isEqualTo("c");
    assertThat(second.string("NextToken")).isEmpty();
    var buses = call("ListEventBuses", "{'NamePrefix':'bus-','Limit':2}").body();
    assertThat(buses.array("EventBuses")).hasSize(2);
    assertThat(buses.string("NextToken")).isPresent();
    assertThat(call("ListEventBuses", "{'Limit':0}").error()).isEqualTo("ValidationException");
  }

  @Test
  void keepsTags() {
    var bus = "{'Name':'tagged','Tags':[{'Key':'a','Value':'1'}]}";
    var arn = call("CreateEventBus", bus).body().requireString("EventBusArn");
    call("TagResource", "{'ResourceARN':'%s','Tags':[{'Key':'b','Value':'2'}]}".formatted(arn));
    call("UntagResource", "{'ResourceARN':'%s','TagKeys':['a']}".formatted(arn));
    var list = "{'ResourceARN':'%s'}".formatted(arn);
    assertThat(call("ListTagsForResource", list).body().text())
        .isEqualTo("{\"Tags\":[{\"Key\":\"b\",\"Value\":\"2\"}]}");
    call("DeleteEventBus", "{'Name':'tagged'}");
    assertThat(call("ListTagsForResource", list).error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void takesAndForgetsWhatIsForNoBus() {
    var entry = "{'Source':'app','DetailType':'t','Detail':'{}','EventBusName':'none'}";
    var answer = call("PutEvents", "{'Entries':[%s]}".formatted(entry)).body();
    assertThat(answer.requireNumber("FailedEntryCount")).isZero();
    assertThat(((Json.Obj) answer.array("Entries").getFirst()).string("EventId")).isPresent();
  }

  @Test
  void anEventThatIsNoneCannotBeTried() {
    for (var event : List.of("plain", "{}", "[]")) {
      var pattern = "{\\\"source\\\":[\\\"s\\\"]}";
      var request = "{'EventPattern':'%s','Event':'%s'}".formatted(pattern, event);
      assertThat(call("TestEventPattern", request).error()).isEqualTo("ValidationException");
    }
  }

  @Test
  void aRuleMayHaveTimes() {
    call("PutRule", "{'Name':'r','ScheduleExpression':'rate(5 minutes)'}");
    call("PutTargets", "{'Rule':'r','Targets':[{'Id':'1','Arn':'%s'}]}".formatted(QUEUE));
    scheduler.advance(Duration.ofMinutes(5));
    assertThat(received().getFirst()).contains("Scheduled Event", "aws.events");
  }

  private Json.Obj schedule(String method, String name, String body) {
    var answer =
        port.send(method, "/schedules/" + name, "scheduler", body.getBytes(StandardCharsets.UTF_8));
    return Json.parseObject(answer.body());
  }

  private static String every(String expression) {
    return """
    {"ScheduleExpression":"%s","FlexibleTimeWindow":{"Mode":"OFF"},"ActionAfterCompletion":"DELETE",
     "Target":{"Arn":"%s","RoleArn":"arn:aws:iam::0:role/r","Input":"{\\"at\\":\\"<aws.scheduler.scheduled-time>\\"}"}}
    """
        .formatted(expression, QUEUE);
  }

  @Test
  void schedulesHappenAtTheirTimesAndAreMadeUpForOnce() {
    assertThat(schedule("POST", "s", every("rate(10 minutes)")).requireString("ScheduleArn"))
        .endsWith("schedule/default/s");
    assertThat(schedule("POST", "s", every("rate(10 minutes)")).requireString("__type"))
        .isEqualTo("ConflictException");
    scheduler.advance(Duration.ofMinutes(10));
    assertThat(received()).containsExactly("{\"at\":\"2026-11-25T10:10:00Z\"}");
    close();
    scheduler.advance(Duration.ofMinutes(35));
    open();
    assertThat(received()).isEmpty();
    schedules.catchUp();
    assertThat(received()).as("once").hasSize(1);
    scheduler.advance(Duration.ofMinutes(10));
    assertThat(received()).hasSize(1);
    schedule("DELETE", "s", "");
    scheduler.advance(Duration.ofMinutes(30));
    assertThat(received()).isEmpty();
    assertThat(schedule("GET", "s", "").requireString("__type"))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void aScheduleEndsWithItsOnlyTime() {
    schedule("POST", "once", every("at(2026-11-25T11:00:00)"));
    scheduler.advance(Duration.ofHours(1));
    assertThat(received()).hasSize(1);
    assertThat(schedules.all()).isEmpty();
  }

  @Test
  void bucketsTellOfTheirObjects() {
    objects.createBucket("data");
    port.send(
        "PUT",
        "/data?notification",
        "s3",
        "<NotificationConfiguration><QueueConfiguration><Id>n</Id><Queue>%s</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>in/</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>"
            .formatted(QUEUE)
            .getBytes(StandardCharsets.UTF_8));
    objects.put("data", "in/a b", new byte[] {1});
    objects.put("data", "out/a", new byte[] {1});
    var got = received();
    assertThat(got).hasSize(1);
    assertThat(got.getFirst()).contains("ObjectCreated:Put", "\"key\":\"in/a+b\"");
  }
}
