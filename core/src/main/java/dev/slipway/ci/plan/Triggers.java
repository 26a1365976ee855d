package dev.slipway.ci.plan;

import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.Filter;
import dev.slipway.ci.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Whether an event starts a workflow, and if not, why.
public final class Triggers {
  private static final List<String> DEFAULT_TYPES = List.of("opened", "synchronize", "reopened");
  private static final Set<String> SKIPPABLE = Set.of("push", "pull_request");
  private static final Pattern SKIP =
      Pattern.compile("\\[(skip ci|ci skip|no ci|skip actions|actions skip)]");
  private static final Pattern SKIP_TRAILER = Pattern.compile("skip-checks:\\s*true");

  /// GitHub holds a path filter against the first of the changed files only.
  static final int MAX_FILES = 300;

  /// A diff of more files is taken as none at all; then a path filter passes.
  public static final int MAX_DIFF = 100_000;

  private Triggers() {}

  /// The answer.
  public sealed interface Match {
    record Starts() implements Match {}

    /// @param reason for people
    record Ignored(String reason) implements Match {}
  }

  /// Matches an event.
  ///
  /// @param changedFiles in the order of their paths, asked only when a path filter stands in the
  ///   way; empty means unknown, and then the filter passes
  public static Match match(
      Workflow workflow, Event event, Supplier<Optional<List<String>>> changedFiles) {
    if (event.isDeletion()) {
      return new Match.Ignored("the ref was deleted");
    }
    var reasons = workflow.triggers().stream().map(t -> ignored(t, event, changedFiles)).toList();
    if (reasons.stream().anyMatch(Optional::isEmpty)) {
      return skipped(event).<Match>map(Match.Ignored::new).orElseGet(Match.Starts::new);
    }
    return new Match.Ignored(
        reasons.stream()
            .flatMap(Optional::stream)
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .orElse("the workflow is not triggered by " + event.name()));
  }

  private static Optional<String> skipped(Event event) {
    var message = event.payload().object("head_commit").string("message").orElse("");
    return SKIPPABLE.contains(event.name()) && asksToSkip(message)
        ? Optional.of("the commit message asks to skip CI")
        : Optional.empty();
  }

  /// Anywhere in the message, or as the trailer at its end.
  private static boolean asksToSkip(String message) {
    var lines = message.strip().lines().toList();
    return SKIP.matcher(message).find()
        || (lines.size() > 1 && SKIP_TRAILER.matcher(lines.getLast().strip()).matches());
  }

  /// Why a trigger does not match: empty when it does, an empty text when it is for another event.
  private static Optional<String> ignored(
      Trigger trigger, Event event, Supplier<Optional<List<String>>> changedFiles) {
    if (!trigger.event().equals(event.name())) {
      return Optional.of("");
    }
    return switch (trigger) {
      case Trigger.Push push -> push(push, event, changedFiles);
      case Trigger.PullRequest request -> pullRequest(request, event, changedFiles);
      case Trigger.WorkflowDispatch _ -> Optional.empty();
      case Trigger.WorkflowCall _ -> Optional.of("only a job of another workflow calls it");
      case Trigger.WorkflowRun run -> workflowRun(run, event);
      case Trigger.Activity activity -> activity(activity, event);
      case Trigger.ImageVersion image -> image(image, event);
      case Trigger.Schedule schedule -> schedule(schedule, event);
    };
  }

  private static Optional<String> push(
      Trigger.Push push, Event event, Supplier<Optional<List<String>>> changedFiles) {
    var own = event.isTag() ? push.tags() : push.branches();
    var other = event.isTag() ? push.branches() : push.tags();
    var kind = event.isTag() ? "tag" : "branch";
    if (own.isAbsent() && !other.isAbsent()) {
      return Optional.of("only %s pushes start it".formatted(event.isTag() ? "branch" : "tag"));
    }
    if (!passes(own, event.shortRef())) {
      return Optional.of("%s %s does not pass its filter".formatted(kind, event.shortRef()));
    }
    return event.isTag() ? Optional.empty() : paths(push.paths(), changedFiles);
  }

  private static Optional<String> pullRequest(
      Trigger.PullRequest request, Event event, Supplier<Optional<List<String>>> changedFiles) {
    var types = request.types().isEmpty() ? DEFAULT_TYPES : request.types();
    return wrongType(types, event)
        .or(() -> wrongBranch("base", request.branches(), event.baseRef()))
        .or(() -> paths(request.paths(), changedFiles));
  }

  /// Without a list of types each starts it. Of a typical event some things are not told; what
  /// nobody knows passes.
  private static Optional<String> wrongType(List<String> types, Event event) {
    return event
        .action()
        .filter(action -> !types.isEmpty() && !types.contains(action))
        .map("activity type %s does not start it"::formatted);
  }

  private static Optional<String> wrongBranch(String kind, Filter filter, Optional<String> branch) {
    return branch
        .filter(name -> !passes(filter, name))
        .map(name -> "%s branch %s does not pass its filter".formatted(kind, name));
  }

  private static Optional<String> activity(Trigger.Activity activity, Event event) {
    var base = event.payload().object("merge_group").string("base_ref").map(Event::shortRef);
    return wrongType(activity.types(), event)
        .or(() -> wrongBranch("base", activity.branches(), base));
  }

  private static Optional<String> workflowRun(Trigger.WorkflowRun trigger, Event event) {
    var run = event.payload().object("workflow_run");
    var names = trigger.workflows().stream().map(Template::text).toList();
    return wrongType(trigger.types(), event)
        .or(() ->
            run.string("name")
                .filter(name -> !names.isEmpty() && !names.contains(name))
                .map("a run of workflow %s does not start it"::formatted))
        .or(() -> wrongBranch("head", trigger.branches(), run.string("head_branch")));
  }

  private static Optional<String> image(Trigger.ImageVersion trigger, Event event) {
    var image = event.payload().object("image_version");
    return wrongType(trigger.types(), event)
        .or(() -> wrongImage("name", trigger.names(), image.string("name")))
        .or(() -> wrongImage("version", trigger.versions(), image.string("version")));
  }

  private static Optional<String> wrongImage(
      String what, List<Template> globs, Optional<String> value) {
    var filter = new Filter(globs, List.of());
    return value
        .filter(text -> !passes(filter, text))
        .map(text -> "image %s %s does not pass its filter".formatted(what, text));
  }

  private static Optional<String> schedule(Trigger.Schedule trigger, Event event) {
    return event
        .payload()
        .string("schedule")
        .filter(cron ->
            trigger.crons().stream().noneMatch(known -> known.expression().text().equals(cron)))
        .map("it has no schedule %s"::formatted);
  }

  private static boolean passes(Filter filter, String name) {
    if (!filter.only().isEmpty()) {
      return Glob.includes(filter.only(), name);
    }
    return filter.ignore().isEmpty() || !Glob.includes(filter.ignore(), name);
  }

  private static Optional<String> paths(
      Filter filter, Supplier<Optional<List<String>>> changedFiles) {
    if (filter.isAbsent()) {
      return Optional.empty();
    }
    var files = changedFiles.get();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    return files.get().stream().limit(MAX_FILES).anyMatch(file -> passes(filter, file))
        ? Optional.empty()
        : Optional.of("no changed file passes its path filter");
  }
}
