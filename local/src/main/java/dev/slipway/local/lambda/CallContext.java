package dev.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What a function is told about its call.
///
/// @param arn by which it was called, with the qualifier if there was one
record CallContext(
    LambdaFunctions.Definition definition,
    String arn,
    String version,
    String requestId,
    Instant deadline,
    InstantSource clock,
    CallLog log)
    implements Context {
  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + definition.name();
  }

  @Override
  public String getLogStreamName() {
    return stream(version);
  }

  /// One stream for each version: there are no machines to tell apart here.
  static String stream(String version) {
    return "local/[%s]".formatted(version);
  }

  @Override
  public String getFunctionName() {
    return definition.name();
  }

  @Override
  public String getFunctionVersion() {
    return version;
  }

  @Override
  public String getInvokedFunctionArn() {
    return arn;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, deadline.toEpochMilli() - clock.millis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return definition.memory();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.line(message);
      }

      @Override
      public void log(byte[] message) {
        log.line(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
