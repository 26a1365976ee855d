package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Form;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.QueryService;
import dev.slipway.local.wire.Xml;
import dev.slipway.model.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SQS's older protocol: the same operations, their lists and maps counted in parameter names.
public final class QueueQuery implements QueryService {
  private static final String NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

  private static final Set<String> NUMBERS =
      Set.of(
          "DelaySeconds",
          "MaxNumberOfMessages",
          "MaxNumberOfMessagesPerSecond",
          "MaxResults",
          "VisibilityTimeout",
          "WaitTimeSeconds");

  private static final Map<String, String> LISTS =
      Map.of(
          "AttributeName", "AttributeNames",
          "MessageAttributeName", "MessageAttributeNames",
          "MessageSystemAttributeName", "MessageSystemAttributeNames",
          "TagKey", "TagKeys");

  private static final Map<String, String> MAPS =
      Map.of(
          "Attribute", "Attributes",
          "MessageAttribute", "MessageAttributes",
          "MessageSystemAttribute", "MessageSystemAttributes",
          "Tag", "Tags");

  private final Queues queues;

  public QueueQuery(Queues queues) {
    this.queues = queues;
  }

  @Override
  public String version() {
    return "2012-11-05";
  }

  @Override
  public String signingName() {
    return "sqs";
  }

  @Override
  public Xml query(String action, Form form) {
    try {
      var request = request(form.tree());
      if (action.equals("CreateQueue")) {
        request = request.with("tags", request.object("Tags"));
      }
      return answer(action, queues.answer(action, new Input(request)));
    } catch (AwsError e) {
      throw new AwsError(e.status(), old(e, action), String.valueOf(e.getMessage()));
    }
  }

  private static String old(AwsError error, String action) {
    return error.code().equals("UnknownOperationException") || action.isEmpty()
        ? "InvalidAction"
        : QueueErrors.old(error.code());
  }

  private static Json.Obj request(Json.Obj tree) {
    var request = Json.object();
    tree.members()
        .forEach((name, value) -> {
          var list = LISTS.get(name);
          var map = MAPS.get(name);
          if (NUMBERS.contains(name) && value instanceof Json.Str(var text)) {
            request.put(name, number(name, text));
          } else if (list != null && value instanceof Json.Obj counted) {
            request.put(list, Json.array(java.util.List.copyOf(counted.members().values())));
          } else if (map != null && value instanceof Json.Obj counted) {
            request.put(map, map(counted));
          } else if (name.endsWith("RequestEntry") && value instanceof Json.Obj counted) {
            request.put(
                "Entries",
                Json.array(
                    counted.members().values().stream()
                        .map(entry -> request((Json.Obj) entry))
                        .toList()));
          } else {
            request.put(name, value);
          }
        });
    return request.build();
  }

  private static double number(String name, String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw QueueErrors.invalid(name, text, "It must be a number.");
    }
    return Integer.parseInt(text);
  }

  private static Json.Obj map(Json.Obj counted) {
    var map = Json.object();
    for (var item : counted.members().values()) {
      var pair = new Input((Json.Obj) item);
      var name = pair.maybeText("Name").or(() -> pair.maybeText("Key")).orElse("");
      map.put(name, pair.members().get("Value").orElse(Json.of("")));
    }
    return map.build();
  }

  private static Xml answer(String action, Json.Obj answer) {
    var xml = new Xml().open(action + "Response", NAMESPACE);
    if (!answer.members().isEmpty()) {
      xml.open(action + "Result");
      write(xml, action, answer);
      xml.close(action + "Result");
    }
    return xml.open("ResponseMetadata")
        .put("RequestId", java.util.UUID.randomUUID().toString())
        .close("ResponseMetadata")
        .close(action + "Response");
  }

  private static void write(Xml xml, String action, Json.Obj object) {
    object
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case Json.Arr(var items) -> {
              for (var item : items) {
                write(xml, action, element(action, name), item);
              }
            }
            case Json.Obj map when name.endsWith("Attributes") -> pairs(xml, action, name, map);
            case Json.Obj map when name.equals("Tags") -> pairs(xml, action, name, map);
            case Json.Null _, Json.Bool _, Json.Num _, Json.Str _, Json.Obj _ ->
                write(xml, action, name, value);
          }
        });
  }

  /// A map is a list of names and values.
  private static void pairs(Xml xml, String action, String name, Json.Obj map) {
    var element = name.substring(0, name.length() - 1);
    map.members()
        .forEach((key, value) -> {
          xml.open(element).put(element.equals("Tag") ? "Key" : "Name", key);
          write(xml, action, "Value", value);
          xml.close(element);
        });
  }

  private static void write(Xml xml, String action, String element, Json value) {
    if (value instanceof Json.Obj object) {
      xml.open(element);
      write(xml, action, object);
      xml.close(element);
      return;
    }
    xml.put(element, Optional.of(value instanceof Json.Str(var text) ? text : value.text()));
  }

  private static String element(String action, String list) {
    return switch (list) {
      case "Messages" -> "Message";
      case "QueueUrls", "queueUrls" -> "QueueUrl";
      case "Failed" -> "BatchResultErrorEntry";
      case "Successful" -> action + "ResultEntry";
      case "Results" -> "ListMessageMoveTasksResultEntry";
      default -> list;
    };
  }
}
