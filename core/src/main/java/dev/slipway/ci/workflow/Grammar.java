package dev.slipway.ci.workflow;

import static dev.slipway.ci.workflow.Shape.bool;
import static dev.slipway.ci.workflow.Shape.either;
import static dev.slipway.ci.workflow.Shape.filled;
import static dev.slipway.ci.workflow.Shape.listOf;
import static dev.slipway.ci.workflow.Shape.mapOf;
import static dev.slipway.ci.workflow.Shape.number;
import static dev.slipway.ci.workflow.Shape.oneOf;
import static dev.slipway.ci.workflow.Shape.oneOrMany;
import static dev.slipway.ci.workflow.Shape.table;
import static dev.slipway.ci.workflow.Shape.text;

import dev.slipway.ci.workflow.Permissions.Level;
import java.util.Arrays;

/// Every key of the language, what may stand under it, and which contexts it may use. The facts are
/// those of the published schema, `workflow-v1.0.json`, and of the documentation for what is newer.
final class Grammar {
  private Grammar() {}

  private static final Shape DEFAULTS_RUN =
      table().key("shell", filled()).key("working-directory", filled()).build();

  private static final Shape PERMISSIONS = permissions();

  private static final Shape CONCURRENCY =
      table()
          .required("group", filled())
          .key("cancel-in-progress", bool())
          .key("queue", oneOf("single", "max"))
          .build();

  private static final Shape STRATEGY =
      table()
          .key("fail-fast", bool())
          .key("max-parallel", number())
          .key(
              "matrix",
              table()
                  .key("include", listOf(mapOf(new Shape.Anything())))
                  .key("exclude", listOf(mapOf(new Shape.Anything())))
                  .others(listOf(new Shape.Anything()))
                  .build())
          .build()
          .within(Scope.NEEDS);

  private static final Shape RUNS_ON =
      either(
              oneOrMany(filled()),
              table().key("group", filled()).key("labels", oneOrMany(filled())).build())
          .within(Scope.MATRIX);

  private static final Shape CONTAINER =
      either(text(), containerKeys().build()).within(Scope.MATRIX);

  private static final Shape SERVICES =
      mapOf(
              either(
                  filled(),
                  containerKeys().key("entrypoint", text()).key("command", text()).build()))
          .within(Scope.MATRIX);

  private static final Shape ENVIRONMENT =
      either(
              text(),
              table()
                  .required("name", text())
                  .key("url", text().within(Scope.RUNNER))
                  .key("deployment", bool())
                  .build())
          .within(Scope.MATRIX);

  private static final Shape SNAPSHOT =
      either(
              filled(),
              table()
                  .required("image-name", filled())
                  .key("if", new Shape.Condition().within(Scope.SNAPSHOT_IF))
                  .key("version", filled())
                  .build())
          .within(Scope.MATRIX);

  private static final Shape SCALAR = either(text(), bool(), number());

  private static final Shape JOB =
      either(
          jobKeys()
              .required("runs-on", RUNS_ON)
              .key("timeout-minutes", number().within(Scope.MATRIX))
              .key("cancel-timeout-minutes", number().within(Scope.MATRIX))
              .key("continue-on-error", bool().within(Scope.MATRIX))
              .key("container", CONTAINER)
              .key("services", SERVICES)
              .key("env", mapOf(text()).within(Scope.MATRIX_SECRETS))
              .key("environment", ENVIRONMENT)
              .key("outputs", mapOf(text().within(Scope.RUNNER_SECRETS)))
              .key("defaults", table().key("run", DEFAULTS_RUN.within(Scope.JOB_DEFAULTS)).build())
              .required("steps", StepGrammar.STEPS)
              .key("snapshot", SNAPSHOT)
              .build(),
          jobKeys()
              .required("uses", filled())
              .key("with", mapOf(SCALAR.within(Scope.MATRIX)))
              .key("secrets", either(mapOf(SCALAR.within(Scope.MATRIX_SECRETS)), oneOf("inherit")))
              .build());

  static final Shape WORKFLOW =
      table()
          .required("on", EventGrammar.ON)
          .key("name", text())
          .key("description", text())
          .key("run-name", text().within(Scope.RUN))
          .key("defaults", table().key("run", DEFAULTS_RUN).build())
          .key("env", mapOf(text()).within(Scope.WORKFLOW_ENV))
          .key("permissions", PERMISSIONS)
          .key("concurrency", either(text(), CONCURRENCY).within(Scope.RUN))
          .key("cache-mode", oneOf(CacheMode.words()))
          .required("jobs", mapOf(JOB))
          .build();

  private static Shape.Builder jobKeys() {
    return table()
        .key("name", text().within(Scope.MATRIX))
        .key("needs", oneOrMany(filled()))
        .key("if", new Shape.Condition().within(Scope.JOB_IF))
        .key("permissions", PERMISSIONS)
        .key("concurrency", either(filled(), CONCURRENCY).within(Scope.MATRIX))
        .key("cache-mode", oneOf(CacheMode.words()))
        .key("strategy", STRATEGY);
  }

  private static Shape.Builder containerKeys() {
    return table()
        .key("image", filled())
        .key("options", text())
        .key("env", mapOf(text().within(Scope.RUNNER_SECRETS)))
        .key("ports", listOf(filled()))
        .key("volumes", listOf(filled()))
        .key(
            "credentials",
            table()
                .key("username", filled())
                .key("password", filled())
                .build()
                .within(Scope.CREDENTIALS));
  }

  private static Shape permissions() {
    var scopes = table();
    for (var scope : Permissions.Scope.values()) {
      var levels =
          Arrays.stream(Level.values()).filter(scope::has).map(Level::word).toArray(String[]::new);
      scopes.key(scope.word(), oneOf(levels));
    }
    return either(scopes.build(), oneOf("read-all", "write-all"));
  }
}
