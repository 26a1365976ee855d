package dev.slipway.local.states.api;

import java.util.Set;
import java.util.regex.Pattern;

/// Names and ARNs, and what AWS says of bad ones.
public final class Names {
  private static final int MAX_NAME = 80;
  private static final int MAX_ARN = 2000;
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]");
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:([a-zA-Z]+):(.+)");
  private static final Set<String> KINDS =
      Set.of("stateMachine", "execution", "express", "activity", "mapRun");

  private final String region;
  private final String account;

  public Names(String region, String account) {
    this.region = region;
    this.account = account;
  }

  private String arn(String kind, String rest) {
    return "arn:aws:states:%s:%s:%s:%s".formatted(region, account, kind, rest);
  }

  String machine(String name) {
    return arn("stateMachine", name);
  }

  String execution(String machine, String name) {
    return arn("execution", machine + ":" + name);
  }

  String express(String machine, String name, String id) {
    return arn("express", "%s:%s:%s".formatted(machine, name, id));
  }

  String activity(String name) {
    return arn("activity", name);
  }

  static String name(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || FORBIDDEN.matcher(name).find()) {
      throw Request.refusal("InvalidName", "Invalid Name: '%s'".formatted(name));
    }
    return name;
  }

  static String machineArn(String arn) {
    return check(arn, Set.of("stateMachine"));
  }

  static String executionArn(String arn) {
    return check(arn, Set.of("execution"));
  }

  static String activityArn(String arn) {
    return check(arn, Set.of("activity"));
  }

  static String mapRunArn(String arn) {
    return check(arn, Set.of("mapRun"));
  }

  /// Of what has tags.
  static String taggedArn(String arn) {
    return check(arn, Set.of("stateMachine", "activity"));
  }

  private static String check(String arn, Set<String> kinds) {
    if (!arn.startsWith("arn:")) {
      throw Request.refusal("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: %s'".formatted(arn));
    }
    var match = ARN.matcher(arn);
    if (!match.matches() || arn.length() > MAX_ARN || !KINDS.contains(match.group(1))) {
      throw Request.refusal(
          "InvalidArn",
          "Invalid Arn: 'Resource type not valid in this context: %s'".formatted(kind(arn)));
    }
    if (!kinds.contains(match.group(1))) {
      throw Request.refusal(
          "InvalidArn",
          "Invalid Arn: 'Resource type not valid in this context: %s'".formatted(match.group(1)));
    }
    return arn;
  }

  private static String kind(String arn) {
    var parts = arn.split(":", 7);
    return parts.length > 5 ? parts[5] : arn;
  }
}
