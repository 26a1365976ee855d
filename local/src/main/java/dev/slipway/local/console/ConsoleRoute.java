package dev.slipway.local.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the console may ask: each path is one operation of Step Functions that only reads.
enum ConsoleRoute {
  MACHINES("machines", "ListStateMachines", "", 1_000),
  MACHINE("machines/{arn}", "DescribeStateMachine", "stateMachineArn", 0),
  EXECUTIONS("machines/{arn}/executions", "ListExecutions", "stateMachineArn", 50),
  EXECUTION("executions/{arn}", "DescribeExecution", "executionArn", 0),
  MACHINE_OF_EXECUTION(
      "executions/{arn}/machine", "DescribeStateMachineForExecution", "executionArn", 0),
  HISTORY("executions/{arn}/history", "GetExecutionHistory", "executionArn", 250),
  MAP_RUNS("executions/{arn}/map-runs", "ListMapRuns", "executionArn", 1_000),
  MAP_RUN("map-runs/{arn}", "DescribeMapRun", "mapRunArn", 0),
  MAP_RUN_EXECUTIONS("map-runs/{arn}/executions", "ListExecutions", "mapRunArn", 50);

  private final String pattern;
  private final String operation;
  private final String member;
  private final int page;

  /// @param member what the path's ARN is called in the request; empty for none
  /// @param page how many things an answer has; 0 for one thing
  ConsoleRoute(String pattern, String operation, String member, int page) {
    this.pattern = pattern;
    this.operation = operation;
    this.member = member;
    this.page = page;
  }

  /// A route and the ARN in its path.
  record Found(ConsoleRoute route, String arn) {}

  /// @param path below the console's prefix, with its percent-encoding
  static Optional<Found> find(String path) {
    var segments = Arrays.asList(path.split("/", -1));
    return Arrays.stream(values())
        .filter(route -> route.fits(segments))
        .map(route -> new Found(route, segments.size() > 1 ? decode(segments.get(1)) : ""))
        .findFirst();
  }

  private boolean fits(List<String> segments) {
    var wanted = Arrays.asList(pattern.split("/", -1));
    if (segments.size() != wanted.size()) {
      return false;
    }
    for (var i = 0; i < segments.size(); i++) {
      var isArn = wanted.get(i).equals("{arn}") && !segments.get(i).isEmpty();
      if (!isArn && !wanted.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  String operation() {
    return operation;
  }

  String member() {
    return member;
  }

  int page() {
    return page;
  }

  /// Parameters of the query that the operation takes, by the names of both sides.
  Set<String> parameters() {
    var names = new LinkedHashSet<String>();
    if (page > 0) {
      names.add("nextToken");
    }
    if (operation.equals("ListExecutions")) {
      names.add("statusFilter");
    }
    return names;
  }
}
