package dev.slipway.ci.lint;

import dev.slipway.ci.lint.Site.Use;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Container;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Job.Secrets;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists every scalar of a workflow that may hold expressions.
final class Sites {
  private final SourceText source;
  private final List<Site> sites = new ArrayList<>();
  private Optional<Job> job = Optional.empty();
  private Optional<Step> step = Optional.empty();
  private List<Step> before = List.of();

  private Sites(SourceText source) {
    this.source = source;
  }

  static List<Site> of(Workflow workflow, SourceText source) {
    var sites = new Sites(source);
    sites.workflow(workflow);
    return List.copyOf(sites.sites);
  }

  private void add(Use use, Template template) {
    if (template.hasExpression() || use == Use.CONDITION || use == Use.RUN) {
      sites.add(new Site(use, template, job, step, before));
    }
  }

  private void add(Use use, Optional<Template> template) {
    template.ifPresent(given -> add(use, given));
  }

  private void add(Use use, List<Template> templates) {
    templates.forEach(template -> add(use, template));
  }

  /// A computed mapping may be any collection.
  private void named(Use use, Map<String, Template> templates) {
    templates.forEach(
        (name, template) -> add(Template.isExpression(name) ? Use.ANY : use, template));
  }

  private void workflow(Workflow workflow) {
    add(Use.TEXT, workflow.runName());
    named(Use.ENV, workflow.env());
    workflow.concurrency().ifPresent(this::concurrency);
    workflow
        .call()
        .ifPresent(
            call -> call.outputs().values().forEach(output -> add(Use.TEXT, output.value())));
    workflow.jobs().values().forEach(this::job);
  }

  private void concurrency(Concurrency concurrency) {
    add(Use.ANY, concurrency.group());
    add(Use.BOOL, concurrency.cancelInProgress());
  }

  private void job(Job one) {
    job = Optional.of(one);
    add(Use.TEXT, one.name());
    add(Use.CONDITION, one.condition());
    one.strategy().ifPresent(strategy -> strategy(one, strategy));
    one.concurrency().ifPresent(this::concurrency);
    switch (one.body()) {
      case Body.Call(var _, var with, var secrets) -> {
        with.values().forEach(argument -> add(Use.ANY, argument.template()));
        if (secrets instanceof Secrets.Given(var given)) {
          named(Use.TEXT, given);
        }
      }
      case Body.Steps steps -> steps(steps);
    }
    job = Optional.empty();
  }

  private void strategy(Job one, Strategy strategy) {
    switch (strategy.matrix()) {
      case Matrix.Computed(var expression) -> add(Use.ANY, expression);
      case Matrix.Written(var vectors, var include, var exclude) -> {
        vectors.values().forEach(value -> values(one, value));
        include.forEach(value -> values(one, value));
        exclude.forEach(value -> values(one, value));
      }
    }
    add(Use.BOOL, strategy.failFast());
    add(Use.NUMBER, strategy.maxParallel());
  }

  /// Values of a matrix are data without places; an expression is looked for in the file.
  private void values(Job one, Json value) {
    switch (value) {
      case Json.Str(var text) -> {
        if (Template.isExpression(text)) {
          add(Use.ANY, new Template(text, source.find(text, one.at())));
        }
      }
      case Json.Arr(var items) -> items.forEach(item -> values(one, item));
      case Json.Obj(var members) -> members.values().forEach(item -> values(one, item));
      case Json.Null _, Json.Bool _, Json.Num _ -> {}
    }
  }

  private void steps(Body.Steps body) {
    add(Use.ANY, body.runsOn());
    add(Use.TEXT, body.runnerGroup());
    named(Use.ENV, body.env());
    add(Use.TEXT, body.defaults().shell());
    add(Use.TEXT, body.defaults().workingDirectory());
    body.container().ifPresent(this::container);
    body.services().values().forEach(this::container);
    add(Use.NUMBER, body.timeoutMinutes());
    add(Use.NUMBER, body.cancelTimeoutMinutes());
    add(Use.BOOL, body.continueOnError());
    body.snapshot()
        .ifPresent(snapshot -> {
          add(Use.TEXT, snapshot.imageName());
          add(Use.CONDITION, snapshot.condition());
        });
    var done = new ArrayList<Step>();
    for (var one : body.steps()) {
      before = List.copyOf(done);
      step = Optional.of(one);
      step(one);
      done.add(one);
    }
    step = Optional.empty();
    before = List.copyOf(done);
    named(Use.TEXT, body.outputs());
    body.environment()
        .ifPresent(environment -> {
          add(Use.ANY, environment.name());
          add(Use.TEXT, environment.url());
          add(Use.BOOL, environment.deployment());
        });
    before = List.of();
  }

  private void container(Container container) {
    add(Use.ANY, container.image());
    container
        .credentials()
        .ifPresent(given -> {
          add(Use.TEXT, given.username());
          add(Use.TEXT, given.password());
        });
    named(Use.ENV, container.env());
    add(Use.TEXT, container.ports());
    add(Use.TEXT, container.volumes());
    add(Use.TEXT, container.options());
    add(Use.TEXT, container.entrypoint());
    add(Use.TEXT, container.command());
  }

  private void step(Step one) {
    add(Use.TEXT, one.name());
    add(Use.CONDITION, one.condition());
    named(Use.ENV, one.env());
    add(Use.BOOL, one.continueOnError());
    add(Use.NUMBER, one.timeoutMinutes());
    switch (one.work()) {
      case Step.Work.Run(var script, var shell, var folder) -> {
        add(Use.RUN, script);
        add(Use.TEXT, shell);
        add(Use.TEXT, folder);
      }
      case Step.Work.Uses(_, var with, _) -> named(Use.WITH, with);
      case Step.Work.Wait _, Step.Work.WaitAll _, Step.Work.Cancel _ -> {}
    }
  }
}
