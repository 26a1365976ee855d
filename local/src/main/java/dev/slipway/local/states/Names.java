package dev.slipway.local.states;

import dev.slipway.local.wire.AwsError;
import java.util.regex.Pattern;

/// Names and ARNs, and what AWS says of bad ones.
final class Names {
  private static final int MAX_NAME = 80;
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]");
  private static final Pattern MACHINE =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[^:]+(:[^:]+)?");
  private static final Pattern EXECUTION =
      Pattern.compile(
          "arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:(execution|express):[^:]+:[^:]+(:[^:]+)?");

  private final String region;
  private final String account;

  Names(String region, String account) {
    this.region = region;
    this.account = account;
  }

  String machine(String name) {
    return "arn:aws:states:%s:%s:stateMachine:%s".formatted(region, account, name);
  }

  String execution(String machine, String name) {
    return "arn:aws:states:%s:%s:execution:%s:%s".formatted(region, account, machine, name);
  }

  static String name(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || FORBIDDEN.matcher(name).find()) {
      throw new AwsError(400, "InvalidName", "Invalid Name: '%s'".formatted(name));
    }
    return name;
  }

  static String machineArn(String arn) {
    return check(MACHINE, arn);
  }

  static String executionArn(String arn) {
    return check(EXECUTION, arn);
  }

  private static String check(Pattern form, String arn) {
    if (!arn.startsWith("arn:")) {
      throw new AwsError(400, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: %s'".formatted(arn));
    }
    if (!form.matcher(arn).matches()) {
      throw new AwsError(
          400,
          "InvalidArn",
          "Invalid Arn: 'Resource type not valid in this context: %s'".formatted(kind(arn)));
    }
    return arn;
  }

  private static String kind(String arn) {
    var parts = arn.split(":", 7);
    return parts.length > 5 ? parts[5] : arn;
  }
}
