package dev.slipway.cli.file;

import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lint`: what GitHub would refuse, and what is unwise.
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Check workflow files; exit 1 when one has an error.",
    footer = {
      "",
      "Examples:",
      "  slipway lint",
      "  slipway lint .github/workflows/ci.yml --format sarif > ci.sarif"
    })
public final class LintCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "files; absent: all of the working copy")
  private List<String> files = List.of();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}", defaultValue = "text")
  private Format format = Format.text;

  @Option(
      names = "--include",
      paramLabel = "NAME=PATH",
      description = "a called workflow that is not in the working copy; checked as NAME")
  private List<String> includes = List.of();

  @Option(names = "--fix", description = "repair what has an automatic repair")
  private boolean fix;

  /// The output's form.
  enum Format {
    text,
    json,
    sarif
  }

  public LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var sources = new ArrayList<WorkflowFiles.Named>();
    if (files.isEmpty()) {
      sources.addAll(WorkflowFiles.ofWorkingCopy(Path.of("").toAbsolutePath()));
    } else {
      files.forEach(file -> sources.add(WorkflowFiles.named(file)));
    }
    includes.forEach(include -> sources.add(included(include)));
    var findings = sources.stream().flatMap(one -> findings(one).stream()).toList();
    switch (format) {
      case text -> findings.forEach(finding -> terminal.out().println(finding.line()));
      case json ->
          terminal
              .out()
              .println(Json.array(findings.stream().map(LintCommand::json).toList()).text());
      case sarif -> terminal.out().println(Sarif.of(findings).text());
    }
    if (fix && !findings.isEmpty()) {
      terminal.err().println("slipway: none of these findings has an automatic repair");
    }
    return findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)
        ? Exit.FAILED
        : Exit.OK;
  }

  /// The file that an `--include` names.
  public static WorkflowFiles.Named included(String include) {
    var split = include.indexOf('=');
    if (split < 1) {
      throw Refusal.invalid("--include %s: write NAME=PATH".formatted(include));
    }
    return new WorkflowFiles.Named(
        include.substring(0, split), WorkflowFiles.text(Path.of(include.substring(split + 1))));
  }

  /// What is to be said of a file.
  public static List<Finding> findings(WorkflowFiles.Named file) {
    return switch (WorkflowReader.read(file.name(), file.source())) {
      case ReadResult.Valid(_, var findings) -> findings;
      case ReadResult.Refused(var findings) -> findings;
    };
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("file", finding.file())
        .put("line", finding.at().line())
        .put("column", finding.at().column())
        .put("message", finding.message())
        .put("rule", finding.rule())
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .build();
  }
}
