package dev.slipway.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of the status API, with the names of `docs/openapi.yaml`.
public enum Route {
  GET_HEALTH("GET", "/health", Permission.NOTHING),
  LIST_RUNS("GET", "/runs", Permission.READ_RUNS),
  GET_RUN("GET", "/runs/{run}", Permission.READ_RUNS),
  RERUN_RUN("POST", "/runs/{run}/rerun", Permission.OPERATE_RUNS),
  CANCEL_RUN("POST", "/runs/{run}/cancel", Permission.OPERATE_RUNS),
  GET_RUN_COST("GET", "/runs/{run}/cost", Permission.READ_RUNS),
  GET_JOB("GET", "/runs/{run}/jobs/{job}", Permission.READ_RUNS),
  GET_LOG("GET", "/runs/{run}/jobs/{job}/log", Permission.READ_RUNS),
  GET_REPORT("GET", "/runs/{run}/jobs/{job}/report", Permission.READ_RUNS),
  LIST_DELIVERIES("GET", "/deliveries", Permission.READ_DELIVERIES),
  GET_DELIVERY("GET", "/deliveries/{delivery}", Permission.READ_DELIVERIES),
  LIST_DEAD_LETTERS("GET", "/dead-letters", Permission.READ_DELIVERIES),
  REDRIVE_DEAD_LETTERS("POST", "/dead-letters/redrive", Permission.OPERATE_DELIVERIES),
  LIST_REPOSITORIES("GET", "/repositories", Permission.READ_REPOSITORIES),
  CONNECT_REPOSITORY("POST", "/repositories", Permission.MANAGE_REPOSITORIES),
  GET_REPOSITORY("GET", "/repositories/{owner}/{name}", Permission.READ_REPOSITORIES),
  DISCONNECT_REPOSITORY("DELETE", "/repositories/{owner}/{name}", Permission.MANAGE_REPOSITORIES),
  LIST_WORKFLOWS("GET", "/repositories/{owner}/{name}/workflows", Permission.READ_REPOSITORIES),
  GET_WORKFLOW(
      "GET", "/repositories/{owner}/{name}/workflows/{file}", Permission.READ_REPOSITORIES),
  GET_WORKFLOW_PLAN(
      "GET", "/repositories/{owner}/{name}/workflows/{file}/plan", Permission.READ_REPOSITORIES),
  DISPATCH_WORKFLOW("POST", "/repositories/{owner}/{name}/dispatches", Permission.DISPATCH);

  private final String method;
  private final String path;
  private final Permission permission;

  Route(String method, String path, Permission permission) {
    this.method = method;
    this.path = path;
    this.permission = permission;
  }

  public String method() {
    return method;
  }

  /// The path below `/api/v1`, with parameters in braces.
  public String path() {
    return path;
  }

  public Permission permission() {
    return permission;
  }

  /// The parameters of a path that fits, in the order of the pattern; empty when it does not fit.
  Optional<Map<String, String>> match(List<String> segments) {
    var pattern = RouteTable.segments(path);
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (var i = 0; i < pattern.size(); i++) {
      var wanted = pattern.get(i);
      var given = segments.get(i);
      if (wanted.startsWith("{") && !given.isEmpty()) {
        parameters.put(wanted.substring(1, wanted.length() - 1), given);
      } else if (!wanted.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
