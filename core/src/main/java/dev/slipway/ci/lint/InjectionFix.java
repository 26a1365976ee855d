package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.lint.Site.Use;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lifts untrusted expressions out of scripts into the step's environment, where they are data.
///
/// A step is left as it is when its script cannot be changed with certainty; the text around the
/// change stays as the author wrote it.
public final class InjectionFix {
  private final SourceText text;
  private final Workflow workflow;
  private final Subject subject;

  /// Without doubles: an anchored step comes once for each alias.
  private final Set<Edit> edits = new LinkedHashSet<>();

  private InjectionFix(String source, Workflow workflow) {
    this.text = new SourceText(source);
    this.workflow = workflow;
    this.subject =
        new Subject(text, workflow, Map.of(), new KnownActions(), Sites.of(workflow, text));
  }

  /// A replacement of the text between two indexes.
  record Edit(int from, int to, String text) {}

  /// The repaired text; the same text when there is nothing to repair.
  public static String apply(String source) {
    if (!(WorkflowReader.read("", source) instanceof ReadResult.Valid(var workflow, _))) {
      return source;
    }
    var fixed = new InjectionFix(source, workflow).fixed();
    return dangers(fixed) < dangers(source) ? fixed : source;
  }

  /// How many untrusted expressions are left; more than any where the file is no longer valid.
  private static long dangers(String source) {
    var linter = new Linter(Library.EMPTY, new KnownActions(), ScriptChecker.NONE);
    var findings = linter.lint("", source);
    return WorkflowReader.read("", source) instanceof ReadResult.Valid
        ? findings.stream().filter(one -> one.rule().equals(InjectionRule.NAME)).count()
        : Long.MAX_VALUE;
  }

  private String fixed() {
    for (var site : subject.sites()) {
      if (site.use() == Use.RUN && site.job().isPresent() && site.step().isPresent()) {
        fix(site, site.job().get(), site.step().get());
      }
    }
    var result = new StringBuilder(text.source());
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::from).reversed())
        .forEach(edit -> result.replace(edit.from(), edit.to(), edit.text()));
    return result.toString();
  }

  private void fix(Site site, Job job, Step step) {
    var dialect = dialect(job, step);
    var place = StepPlace.of(text, step);
    if (dialect.isEmpty() || place.isEmpty()) {
      return;
    }
    var added = new LinkedHashMap<String, String>();
    var changes = new ArrayList<Edit>();
    for (var part : Templates.parts(site.template().text())) {
      if (part instanceof Templates.Part.Code(var code, var offset) && isDangerous(site, offset)) {
        var expression = Templates.trim(code);
        var name = name(job, step, expression, added);
        var read = dialect.get().read(name, site.template().text(), offset - "${{".length());
        var from = text.indexIn(site.template(), offset - "${{".length());
        var to = text.indexIn(site.template(), offset + code.length() + 1);
        if (read.isPresent() && from.isPresent() && to.isPresent()) {
          changes.add(new Edit(from.getAsInt(), to.getAsInt() + 1, quoted(site, read.get())));
          added.put(name, expression);
        }
      }
    }
    step.env().forEach((name, value) -> added.remove(name));
    edits.addAll(changes);
    if (!added.isEmpty()) {
      edits.add(place.get().environment(added));
    }
  }

  /// In a quoted scalar the script's own quotes must be written as the scalar demands.
  private String quoted(Site site, String replacement) {
    var first = text.source().charAt(text.index(site.template().at()));
    if (first == '"') {
      return replacement.replace("\"", "\\\"");
    }
    return first == '\'' ? replacement.replace("'", "''") : replacement;
  }

  private boolean isDangerous(Site site, int offset) {
    return site.codes().stream()
        .filter(code -> code.offset() == offset)
        .anyMatch(
            code -> InjectionRule.dangers(subject, site, code.expression()).findAny().isPresent());
  }

  private Optional<ShellText> dialect(Job job, Step step) {
    var own = step.work() instanceof Step.Work.Run run ? run.shell() : Optional.<Template>empty();
    var shell =
        own.or(() -> job.defaults().shell())
            .or(() -> workflow.defaults().shell())
            .map(Template::text)
            .orElse(ShellRule.runsOn(job, "windows") ? "pwsh" : "bash");
    return ShellText.of(shell);
  }

  /// The name of the variable that holds an expression: one that does already, else a new one.
  private String name(Job job, Step step, String expression, Map<String, String> added) {
    for (var entry : added.entrySet()) {
      if (entry.getValue().equals(expression)) {
        return entry.getKey();
      }
    }
    for (var entry : step.env().entrySet()) {
      if (entry.getValue().text().equals("${{ %s }}".formatted(expression))) {
        return entry.getKey();
      }
    }
    var stem = stem(expression);
    var name = stem;
    for (var number = 2; isTaken(job, step, name) || added.containsKey(name); number++) {
      name = stem + "_" + number;
    }
    return name;
  }

  private boolean isTaken(Job job, Step step, String name) {
    return step.env().containsKey(name)
        || job.env().containsKey(name)
        || workflow.env().containsKey(name);
  }

  /// The last two words of a path: `ISSUE_TITLE`, `HEAD_REF`.
  private static String stem(String expression) {
    var words =
        List.of(expression.split("[^A-Za-z0-9]+", -1)).stream()
            .filter(word -> !word.isEmpty() && !Character.isDigit(word.charAt(0)))
            .flatMap(word -> List.of(word.split("_", -1)).stream())
            .filter(word -> !word.isEmpty())
            .toList();
    var last = words.subList(Math.max(0, words.size() - 2), words.size());
    return last.isEmpty() ? "VALUE" : String.join("_", last).toUpperCase(Locale.ROOT);
  }
}
