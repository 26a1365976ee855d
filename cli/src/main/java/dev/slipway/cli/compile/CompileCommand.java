package dev.slipway.cli.compile;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.run.Forecast;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.workflow.CallCheck;
import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.file.RepositoryFiles;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.cli.run.Origin;
import dev.slipway.cli.run.Planning;
import dev.slipway.git.WorkingCopy;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `compile`: what a file becomes.
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description = "Show what a workflow file becomes: its state machine, its plan, or its model.",
    footer = {
      "",
      "Examples:",
      "  slipway compile .github/workflows/ci.yml",
      "  slipway compile ci.yml --emit plan --event pull_request --payload pr.json"
    })
public final class CompileCommand implements Callable<Integer> {
  private static final StateMachineCompiler.FunctionArns FUNCTIONS =
      new StateMachineCompiler.FunctionArns(
          "arn:aws:lambda:us-east-1:000000000000:function:StartJob:live",
          "arn:aws:lambda:us-east-1:000000000000:function:FinishRun:live");

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "the workflow file")
  private String file = "";

  @Option(names = "--emit", description = "${COMPLETION-CANDIDATES}", defaultValue = "asl")
  private Emit emit = Emit.asl;

  @Option(names = "--event", paramLabel = "E", description = "the event of the plan")
  private Optional<String> event = Optional.empty();

  @Option(names = "--payload", paramLabel = "F", description = "the event's JSON body")
  private Optional<Path> payload = Optional.empty();

  @Option(
      names = "--include",
      paramLabel = "NAME=PATH",
      description = "a called workflow that is not in the working copy; may be repeated")
  private List<String> includes = List.of();

  /// What to show.
  enum Emit {
    asl,
    plan,
    json
  }

  public CompileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var named = WorkflowFiles.named(file);
    return switch (WorkflowReader.read(named.name(), named.source())) {
      case ReadResult.Refused(var findings) -> refused(findings);
      case ReadResult.Valid(var workflow, _) -> {
        var library = RepositoryFiles.around(Path.of(file), includes);
        var calls = CallCheck.of(workflow, library).findings();
        if (!calls.isEmpty()) {
          yield refused(calls);
        }
        terminal.out().println(compiled(workflow, named.source()).pretty());
        yield Exit.OK;
      }
    };
  }

  /// Who asked for a model in JSON gets the faults in JSON too.
  private int refused(List<Finding> findings) {
    findings.forEach(finding -> terminal.err().println(finding.inGitHubsWords()));
    if (emit == Emit.json) {
      var errors =
          findings.stream()
              .map(finding ->
                  Json.object()
                      .put("file", finding.file())
                      .put("line", finding.at().line())
                      .put("column", finding.at().column())
                      .put("message", finding.inGitHubsWords())
                      .build())
              .toList();
      terminal.out().println(Json.object().put("errors", Json.array(errors)).build().pretty());
    }
    return Exit.INVALID;
  }

  private Json.Obj compiled(Workflow workflow, String source) {
    return switch (emit) {
      case asl -> StateMachineCompiler.compile(workflow, FUNCTIONS);
      case json -> WorkflowJson.of(workflow);
      case plan -> plan(workflow, source);
    };
  }

  private Json.Obj plan(Workflow workflow, String source) {
    var origin = Origin.of(WorkingCopy.containing(Path.of("").toAbsolutePath()), payload);
    var name = event.orElseGet(() -> Planning.event(workflow, Optional.empty(), Map.of()));
    try {
      return Forecast.of(workflow, source, origin.event(name));
    } catch (InvalidPlanException | IllegalArgumentException | ExpressionException e) {
      throw Refusal.invalid("%s: %s".formatted(file, e.getMessage()));
    }
  }
}
