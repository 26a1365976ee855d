package dev.slipway.runner;

import dev.slipway.ci.workflow.Action.Runs;
import dev.slipway.model.Conclusion;
import dev.slipway.runner.StepProcess.End;
import java.util.ArrayList;
import java.util.List;

/// An action that is made of steps. They have inputs, outcomes and names of their own; what they
/// write to the environment is the job's, and only declared outputs leave.
final class CompositeAction {
  private final Scene scene;
  private final JobSite inside;

  /// @throws StepFailure when it is nested too deep
  CompositeAction(Scene scene, ActionFolder action, ActionInputs inputs) {
    this.scene = scene;
    var path = scene.path();
    JobActions.checkDepth(path.size() - 1);
    action.introduce(scene.view());
    this.inside =
        scene
            .site()
            .inside(
                scene.view().forActions().with("inputs", inputs.context()),
                new JobSite.Nesting(path, scene.view().ownEnv()));
  }

  /// Runs the steps, all of them: each says by its `if` whether it runs after a failure.
  ///
  /// @param posts where its own last phase goes, when its steps have some
  Attempt main(Runs.Composite composite, Posts posts) {
    var own = new Posts();
    var work = new StepWork(new BackgroundSteps(inside.state(), new ArrayList<>()), own);
    var worst = Conclusion.SUCCESS;
    for (var step : composite.steps()) {
      worst = worse(worst, run(scene, new StepRun(inside, step, scene.log(), work), inside));
    }
    if (!own.isEmpty()) {
      posts.add(
          new Posts.Post(
              scene.site(),
              Posts.phase("Post", scene.step(), ActionStep.ALWAYS),
              (later, _) -> all(later, own.lastFirst())));
    }
    return Attempt.succeeded(inside.view().texts(composite.outputs())).with(worst);
  }

  /// Runs what its steps want done before the job's first step.
  Attempt pre(Runs.Composite composite) {
    return all(scene, ActionStep.before(inside, composite.steps()));
  }

  static boolean hasPre(JobSite site, Runs.Composite composite) {
    return composite.steps().stream()
        .flatMap(step -> site.actions().prepared(step).stream())
        .anyMatch(action ->
            switch (action.action().runs()) {
              case Runs.JavaScript(_, _, var pre, _) -> pre.isPresent();
              case Runs.Docker docker -> docker.pre().isPresent();
              case Runs.Composite inner -> hasPre(site, inner);
            });
  }

  private static Attempt all(Scene scene, List<Posts.Post> posts) {
    var worst = Conclusion.SUCCESS;
    for (var post : posts) {
      worst = worse(worst, run(scene, post.run(scene.log()), post.site()));
    }
    return Attempt.of(worst);
  }

  /// Runs one step inside, which whoever stops the step around it stops too.
  private static Conclusion run(Scene scene, StepRun step, JobSite inside) {
    var pulled = scene.leash().pulled();
    if (pulled.isPresent() && !(isCancelled(pulled.get()) && inside.state().isCancelled())) {
      return isCancelled(pulled.get()) ? Conclusion.CANCELLED : Conclusion.FAILURE;
    }
    if (inside.state().isStopped()) {
      return Conclusion.CANCELLED;
    }
    scene.leash().attach(step);
    try {
      var ended = step.run(_ -> {});
      ended.settle(inside.state());
      return ended.conclusion();
    } finally {
      scene.leash().release();
    }
  }

  private static boolean isCancelled(End end) {
    return end instanceof End.Cancelled;
  }

  private static Conclusion worse(Conclusion one, Conclusion other) {
    return switch (other) {
      case FAILURE -> other;
      case CANCELLED -> one == Conclusion.FAILURE ? one : other;
      case SUCCESS, SKIPPED -> one;
    };
  }
}
