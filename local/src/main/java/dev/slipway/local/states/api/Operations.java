package dev.slipway.local.states.api;

import dev.slipway.model.Json;

/// All operations by their names.
public record Operations(
    MachineOperations machines,
    VersionOperations versions,
    AliasOperations aliases,
    TagOperations tags,
    StartOperations starts,
    ExecutionOperations executions,
    TaskOperations tasks,
    ActivityOperations activities,
    MapRunOperations mapRuns,
    DefinitionOperations definitions,
    StateTestOperations stateTests) {

  public Json answer(String operation, Request request) {
    return switch (operation) {
      case "CreateStateMachine" -> machines.create(request);
      case "UpdateStateMachine" -> machines.update(request);
      case "DeleteStateMachine" -> machines.delete(request);
      case "DescribeStateMachine" -> machines.describe(request);
      case "ListStateMachines" -> machines.list(request);
      case "PublishStateMachineVersion" -> versions.publish(request);
      case "DeleteStateMachineVersion" -> versions.delete(request);
      case "ListStateMachineVersions" -> versions.list(request);
      case "CreateStateMachineAlias" -> aliases.create(request);
      case "UpdateStateMachineAlias" -> aliases.update(request);
      case "DescribeStateMachineAlias" -> aliases.describe(request);
      case "DeleteStateMachineAlias" -> aliases.delete(request);
      case "ListStateMachineAliases" -> aliases.list(request);
      case "TagResource" -> tags.tag(request);
      case "UntagResource" -> tags.untag(request);
      case "ListTagsForResource" -> tags.list(request);
      case "StartExecution" -> starts.start(request);
      case "StartSyncExecution" -> starts.startSync(request);
      case "StopExecution" -> executions.stop(request);
      case "RedriveExecution" -> executions.redrive(request);
      case "DescribeExecution" -> executions.describe(request);
      case "ListExecutions" -> executions.list(request);
      case "GetExecutionHistory" -> executions.history(request);
      case "DescribeStateMachineForExecution" -> executions.describeMachine(request);
      case "SendTaskSuccess" -> tasks.success(request);
      case "SendTaskFailure" -> tasks.failure(request);
      case "SendTaskHeartbeat" -> tasks.heartbeat(request);
      case "CreateActivity" -> activities.create(request);
      case "DescribeActivity" -> activities.describe(request);
      case "DeleteActivity" -> activities.delete(request);
      case "ListActivities" -> activities.list(request);
      case "GetActivityTask" -> activities.getTask(request);
      case "DescribeMapRun" -> mapRuns.describe(request);
      case "ListMapRuns" -> mapRuns.list(request);
      case "UpdateMapRun" -> mapRuns.update(request);
      case "ValidateStateMachineDefinition" -> definitions.validate(request);
      case "TestState" -> stateTests.test(request);
      case String other ->
          throw Request.refusal(
              "UnknownOperationException", "Step Functions has no operation " + other);
    };
  }
}
