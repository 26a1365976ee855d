package dev.slipway.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/// The CDK app. `cdk deploy --all` installs both stacks, the stateful one first.
public final class SlipwayApp {
  private SlipwayApp() {}

  public static void main(String[] arguments) {
    var app = new App();
    define(app, Installation.from(app.getNode()));
    app.synth();
  }

  /// Adds both stacks and the rules they are held to.
  static Stacks define(App app, Installation installation) {
    var props =
        StackProps.builder()
            .env(
                Environment.builder()
                    .account(System.getenv("CDK_DEFAULT_ACCOUNT"))
                    .region(System.getenv("CDK_DEFAULT_REGION"))
                    .build())
            .terminationProtection(true)
            .description("Slipway: tables, buckets and secrets. Outlives every release.")
            .build();
    var stateful = new StatefulStack(app, installation.name() + "-stateful", props, installation);
    var stateless =
        new StatelessStack(
            app,
            installation.name() + "-stateless",
            StackProps.builder()
                .env(props.getEnv())
                .description("Slipway: functions, queues, routes, schedules and the site.")
                .build(),
            installation);
    stateless.addStackDependency(stateful, "reads the names that it puts into Parameter Store");
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    return new Stacks(stateful, stateless);
  }

  record Stacks(StatefulStack stateful, StatelessStack stateless) {}
}
