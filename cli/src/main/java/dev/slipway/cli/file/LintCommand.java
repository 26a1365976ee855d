package dev.slipway.cli.file;

import dev.slipway.ci.lint.InjectionFix;
import dev.slipway.ci.lint.KnownActions;
import dev.slipway.ci.lint.Linter;
import dev.slipway.ci.lint.ScriptChecker;
import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Findings;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      "  slipway lint --fix",
      "  slipway lint .github/workflows/ci.yml --format sarif > ci.sarif",
      "  slipway lint ci.yml --include acme/tools/.github/workflows/deploy.yml@v1=deploy.yml"
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
      description = "a called workflow that is not in the working copy; may be repeated")
  private List<String> includes = List.of();

  @Option(names = "--fix", description = "lift untrusted text out of scripts into the environment")
  private boolean fix;

  /// The output's form.
  enum Format {
    text,
    json,
    sarif
  }

  /// A file to look at.
  ///
  /// @param name as the user named it
  private record Subject(String name, Path path) {}

  public LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var subjects = subjects();
    if (fix) {
      for (var subject : subjects) {
        repair(subject);
      }
    }
    var findings = findings(subjects);
    switch (format) {
      case text -> findings.forEach(finding -> terminal.out().println(finding.line()));
      case json -> terminal.out().println(Findings.json(findings).text());
      case sarif -> terminal.out().println(Sarif.of(findings).text());
    }
    return findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)
        ? Exit.FAILED
        : Exit.OK;
  }

  private List<Subject> subjects() {
    if (!files.isEmpty()) {
      return files.stream().map(file -> new Subject(file, Path.of(file))).toList();
    }
    var here = Path.of("").toAbsolutePath();
    var root = WorkflowFiles.root(here);
    return WorkflowFiles.ofWorkingCopy(here).stream()
        .map(file -> new Subject(file.name(), root.resolve(file.name())))
        .toList();
  }

  /// What is to be said of the files and of those that they call, each once.
  private List<Finding> findings(List<Subject> subjects) {
    var scripts = ShellCheck.find();
    var around = new HashMap<String, RepositoryFiles>();
    var findings = new ArrayList<Finding>();
    for (var subject : subjects) {
      var folder = subject.path().toAbsolutePath().normalize().getParent();
      var repository =
          around.computeIfAbsent(
              String.valueOf(folder), _ -> RepositoryFiles.around(subject.path(), includes));
      findings.addAll(
          linter(repository, scripts).lint(subject.name(), WorkflowFiles.text(subject.path())));
    }
    included(around, scripts).forEach(findings::addAll);
    return findings.stream().distinct().toList();
  }

  private static List<List<Finding>> included(
      Map<String, RepositoryFiles> around, ScriptChecker scripts) {
    return around.values().stream()
        .limit(1)
        .flatMap(repository ->
            repository.included().values().stream()
                .map(file -> linter(repository, scripts).lint(file.name(), file.source())))
        .toList();
  }

  private static Linter linter(RepositoryFiles repository, ScriptChecker scripts) {
    return new Linter(repository, KnownActions.after(repository), scripts);
  }

  private void repair(Subject subject) {
    var source = WorkflowFiles.text(subject.path());
    var fixed = InjectionFix.apply(source);
    if (fixed.equals(source)) {
      return;
    }
    try {
      Files.writeString(subject.path(), fixed);
      terminal.err().println("slipway: repaired " + subject.name());
    } catch (IOException e) {
      throw Refusal.environment(
          "%s cannot be written: %s".formatted(subject.path(), e.getMessage()));
    }
  }
}
