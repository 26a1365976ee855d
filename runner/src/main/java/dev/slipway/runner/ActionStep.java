package dev.slipway.runner;

import dev.slipway.ci.workflow.Action.Phase;
import dev.slipway.ci.workflow.Action.Runs;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.ci.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A step that uses an action: finds it, gives it its inputs, and puts down what it wants done when
/// the job is over.
final class ActionStep {
  static final Template ALWAYS = Template.of("always()");

  private final Scene scene;
  private final CommandFiles files;
  private final Posts posts;
  private final String uses;
  private final Map<String, String> with;

  ActionStep(Scene scene, CommandFiles files, Work.Uses work, Posts posts) {
    this.scene = scene;
    this.files = files;
    this.posts = posts;
    this.uses = work.action();
    this.with = scene.view().texts(work.with());
  }

  /// @throws StepFailure when it cannot be run here
  Attempt main() {
    return switch (scene.site().actions().find(uses, scene.log())) {
      case JobActions.Found.Folder(var action) -> main(action);
      case JobActions.Found.Image(var image) -> {
        new ActionInputs(with).announce(uses, scene.view().ownEnv(), scene.log());
        yield new Container(scene, files, uses).runImage(image, with);
      }
      case JobActions.Found.StandIn(var action, var why) -> {
        scene.log().say("Run %s (%s)".formatted(uses, why));
        var attempt = action.main(scene, with);
        keep(attempt);
        action
            .post()
            .ifPresent(post ->
                after(action.postCondition(), (later, _) -> post.run(later, with, state(later))));
        yield attempt;
      }
    };
  }

  private Attempt main(ActionFolder action) {
    scene.site().actions().programs(scene.site()).check(uses, action.action().runs());
    ActionInputs.warn(action.action(), with, scene.log());
    action.introduce(scene.view());
    var inputs = ActionInputs.of(action.action(), with, scene.view());
    inputs.announce(uses, scene.view().ownEnv(), scene.log());
    return switch (action.action().runs()) {
      case Runs.Composite composite ->
          new CompositeAction(scene, action, inputs).main(composite, posts);
      case Runs.JavaScript(var using, var main, _, var post) -> {
        post.ifPresent(phase ->
            after(
                phase.condition(),
                (later, files) -> phase(later, files, action).script(using, phase.program())));
        yield script(action, inputs, using, main);
      }
      case Runs.Docker docker -> {
        docker
            .post()
            .ifPresent(phase ->
                after(
                    phase.condition(),
                    (later, files) -> phase(later, files, action).container(docker, phase)));
        yield keep(
            new Container(scene, files, uses)
                .run(action, docker, inputs, docker.entrypoint(), state(scene)));
      }
    };
  }

  private void after(Template condition, StepRun.Doing doing) {
    posts.add(new Posts.Post(scene.site(), Posts.phase("Post", scene.step(), condition), doing));
  }

  /// What an action's earlier phases have kept.
  private static Map<String, String> state(Scene scene) {
    return scene.site().actions().state(scene.path());
  }

  private Attempt keep(Attempt attempt) {
    state(scene).putAll(attempt.states());
    return attempt;
  }

  private Attempt script(ActionFolder action, ActionInputs inputs, String using, String script) {
    var site = scene.site();
    var node = site.actions().programs(site).node(uses, using);
    var environment = scene.environment(files);
    environment.putAll(site.offers().forActions());
    environment.putAll(inputs.variables());
    state(scene).forEach((name, value) -> environment.put("STATE_" + name, value));
    environment.remove("NODE_ICU_DATA");
    return keep(
        new Execution(scene)
            .run(
                List.of(node.toString(), action.file(script).toString()),
                site.workspace().workspace(),
                environment,
                files));
  }

  /// One phase beside the main one.
  private interface Beside {
    Attempt script(String using, String script);

    Attempt container(Runs.Docker docker, Phase phase);
  }

  private static Beside phase(Scene later, CommandFiles files, ActionFolder action) {
    var work = (Work.Uses) later.step().work();
    var one = new ActionStep(later, files, work, new Posts());
    action.introduce(later.view());
    var inputs = ActionInputs.of(action.action(), one.with, later.view());
    return new Beside() {
      @Override
      public Attempt script(String using, String script) {
        return one.script(action, inputs, using, script);
      }

      @Override
      public Attempt container(Runs.Docker docker, Phase phase) {
        return one.keep(
            new Container(later, files, one.uses)
                .run(action, docker, inputs, Optional.of(phase.program()), state(later)));
      }
    };
  }

  /// What steps want done before the first of them runs, in their order. A local action is not
  /// there yet, so it has no such phase, as on GitHub.
  static List<Posts.Post> before(JobSite site, List<Step> steps) {
    var pres = new ArrayList<Posts.Post>();
    for (var step : steps) {
      site.actions()
          .prepared(step)
          .flatMap(action -> before(site, step, action))
          .ifPresent(pres::add);
    }
    return pres;
  }

  private static Optional<Posts.Post> before(JobSite site, Step step, ActionFolder action) {
    return switch (action.action().runs()) {
      case Runs.JavaScript(var using, _, var pre, _) ->
          pre.map(phase ->
              new Posts.Post(
                  site,
                  Posts.phase("Pre", step, phase.condition()),
                  (scene, files) -> phase(scene, files, action).script(using, phase.program())));
      case Runs.Docker docker ->
          docker
              .pre()
              .map(phase ->
                  new Posts.Post(
                      site,
                      Posts.phase("Pre", step, phase.condition()),
                      (scene, files) -> phase(scene, files, action).container(docker, phase)));
      case Runs.Composite composite ->
          CompositeAction.hasPre(site, composite)
              ? Optional.of(
                  new Posts.Post(
                      site,
                      Posts.phase("Pre", step, ALWAYS),
                      (scene, _) -> {
                        var work = (Work.Uses) step.work();
                        var given = scene.view().texts(work.with());
                        var inputs = ActionInputs.of(action.action(), given, scene.view());
                        return new CompositeAction(scene, action, inputs).pre(composite);
                      }))
              : Optional.empty();
    };
  }
}
