package dev.slipway.infra;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.AssetCode;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// One function with its own role, its own log group and a `live` alias that everyone calls.
final class HandlerFunction extends Construct {
  static final Runtime RUNTIME = Runtime.JAVA_25;

  private final Function function;
  private final Alias live;

  HandlerFunction(Construct scope, Props props) {
    super(scope, props.id());
    var logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    var role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("What " + props.id() + " may do, and nothing else")
            .build();
    logs.grantWrite(role);
    this.function =
        Function.Builder.create(this, "Function")
            .description(props.description())
            .runtime(RUNTIME)
            .architecture(Architecture.ARM_64)
            .handler(props.handler().getName() + "::handleRequest")
            .code(props.code())
            .role(role)
            .memorySize(1024)
            .timeout(props.timeout())
            .environment(props.environment())
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .tracing(Tracing.ACTIVE)
            .snapStart(props.start() == Start.SNAPSHOT ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
            .build();
    this.live =
        Alias.Builder.create(this, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
  }

  Alias live() {
    return live;
  }

  Function function() {
    return function;
  }

  /// How a cold start goes.
  enum Start {
    /// A thin function: java25 on arm64 starts it in about 0.2 s, faster than a restore.
    PLAIN,
    /// A function with heavy first use, such as Git: restored from a snapshot.
    SNAPSHOT
  }

  /// @param environment exactly the settings that the handler reads
  record Props(
      String id,
      String description,
      Class<? extends RequestStreamHandler> handler,
      AssetCode code,
      Duration timeout,
      Start start,
      Map<String, String> environment) {}
}
