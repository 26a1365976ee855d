package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

class TemplateTest {
  private final SynthesizedApp app = SynthesizedApp.shared();

  @Test
  void leavesNoFindingOfCdkNagUnacknowledged() {
    for (var stack : app.annotations()) {
      stack.hasNoError("*", Match.anyValue());
    }
  }

  @Test
  void deploysEachHandlerOnceBehindALiveAlias() throws Exception {
    var functions =
        app.stateless()
            .findResources("AWS::Lambda::Function", Match.objectLike(runtime("java25")))
            .values();
    var handlers =
        functions.stream()
            .map(function -> String.valueOf(properties(function).get("Handler")))
            .toList();
    assertThat(handlers).doesNotHaveDuplicates().hasSize(8);
    for (var handler : handlers) {
      var type = Class.forName(handler.substring(0, handler.indexOf("::")));
      assertThat(RequestStreamHandler.class).isAssignableFrom(type);
    }
    app.stateless().resourceCountIs("AWS::Lambda::Alias", handlers.size());
  }

  @Test
  void givesEachFunctionARoleOfItsOwn() {
    var roles =
        app.stateless().findResources("AWS::Lambda::Function").values().stream()
            .map(function -> properties(function).get("Role"))
            .toList();
    assertThat(roles).doesNotHaveDuplicates();
  }

  @Test
  void everyQueueHasADeadLetterQueueOrIsOne() {
    var queues = app.stateless().findResources("AWS::SQS::Queue");
    var redriven =
        queues.values().stream()
            .filter(queue -> properties(queue).containsKey("RedrivePolicy"))
            .count();
    assertThat(queues).hasSize((int) redriven * 2);
  }

  @Test
  void everyAlarmHasAnEntryInTheRunbook() throws IOException {
    var runbook = Files.readString(Path.of("../docs/runbook.md")).toLowerCase(Locale.ROOT);
    for (var alarm : app.stateless().findResources("AWS::CloudWatch::Alarm").values()) {
      var description = String.valueOf(properties(alarm).get("AlarmDescription"));
      var anchor = description.substring(description.indexOf('#') + 1);
      assertThat(runbook.lines()).contains("## " + anchor);
    }
  }

  @Test
  void everyRoleTakesThePermissionsBoundary() {
    var roles = app.stateless().findResources("AWS::IAM::Role").values();
    assertThat(roles)
        .allSatisfy(role -> assertThat(properties(role)).containsKey("PermissionsBoundary"));
  }

  @Test
  void tellsWhereTheSiteTheApiAndTheWebhooksAre() {
    for (var output : List.of("SiteUrl", "ApiUrl", "GitHubWebhookUrl")) {
      app.stateless().hasOutput(output, Match.anyValue());
    }
  }

  private static Map<String, Object> runtime(String name) {
    return Map.of("Properties", Map.of("Runtime", name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> resource) {
    return (Map<String, Object>) resource.getOrDefault("Properties", Map.of());
  }
}
