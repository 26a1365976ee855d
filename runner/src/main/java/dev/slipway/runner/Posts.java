package dev.slipway.runner;

import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What actions want done when the steps are over, the last one first. Background steps add to it
/// from their own threads.
final class Posts {
  private final List<Post> posts = new ArrayList<>();

  /// A phase of an action that runs as a step of its own.
  record Post(JobSite site, Step step, StepRun.Doing doing) {
    StepRun run(StepLog log) {
      return new StepRun(site, step, log, doing);
    }
  }

  synchronized void add(Post post) {
    posts.add(post);
  }

  synchronized boolean isEmpty() {
    return posts.isEmpty();
  }

  /// All of them, in the order in which they run.
  synchronized List<Post> lastFirst() {
    return List.copyOf(posts.reversed());
  }

  /// The step of a phase: what it belongs to, under another name and another condition. Its name is
  /// the template, not the text that was computed of it, which others may have written.
  static Step phase(String title, Step step, Template condition) {
    var name = step.name().map(Template::text).orElseGet(() -> StepRun.nameOf(step.work()));
    return new Step(
        step.at(),
        step.key(),
        Optional.empty(),
        Optional.of(new Template(title + " " + name, step.at())),
        Optional.of(condition),
        step.env(),
        step.continueOnError(),
        Optional.empty(),
        false,
        step.work());
  }
}
