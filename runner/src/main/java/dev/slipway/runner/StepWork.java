package dev.slipway.runner;

import dev.slipway.ci.workflow.Step.Work;

/// Does what a step of the file says.
final class StepWork implements StepRun.Doing {
  private final BackgroundSteps background;

  StepWork(BackgroundSteps background) {
    this.background = background;
  }

  @Override
  public Attempt attempt(Scene scene, CommandFiles files) {
    return switch (scene.step().work()) {
      case Work.Run run -> new ScriptStep(scene).run(run, files);
      case Work.Uses(var action, var with, _) -> {
        scene.log().say("Run " + action + " (built in)");
        yield new Checkout(scene).run(scene.view().texts(with));
      }
      case Work.Wait(var steps) -> background.await(steps, scene.log());
      case Work.WaitAll _ -> background.awaitAll(scene.log());
      case Work.Cancel(var step) -> background.cancel(step, scene.log());
    };
  }
}
