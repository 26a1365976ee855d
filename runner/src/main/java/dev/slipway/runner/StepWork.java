package dev.slipway.runner;

import dev.slipway.ci.workflow.Step.Work;

/// Does what a step of the file says.
final class StepWork implements StepRun.Doing {
  private final BackgroundSteps background;
  private final Posts posts;

  /// @param posts takes what actions want done later
  StepWork(BackgroundSteps background, Posts posts) {
    this.background = background;
    this.posts = posts;
  }

  @Override
  public Attempt attempt(Scene scene, CommandFiles files) {
    return switch (scene.step().work()) {
      case Work.Run run -> new ScriptStep(scene).run(run, files);
      case Work.Uses uses -> new ActionStep(scene, files, uses, posts).main();
      case Work.Wait(var steps) -> background.await(steps, scene.log());
      case Work.WaitAll _ -> background.awaitAll(scene.log());
      case Work.Cancel(var step) -> background.cancel(step, scene.log());
    };
  }
}
