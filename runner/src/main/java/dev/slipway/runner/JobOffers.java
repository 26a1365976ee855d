package dev.slipway.runner;

import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.runner.protocol.JobServices;
import dev.slipway.runner.storage.Artifacts;
import dev.slipway.runner.storage.Caches;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a job can hand to other jobs and get from them: artifacts, caches, and the services through
/// which actions reach both. The services start when the first action asks; most jobs have none.
final class JobOffers implements AutoCloseable {
  private final JobAssignment assignment;
  private final Rights rights;
  private final Masker masker;
  private final InstantSource clock;
  private final Artifacts artifacts;
  private final Caches caches;
  private final CacheMode mode;
  private Optional<JobServices> services = Optional.empty();

  /// What the workflow gives to the job.
  ///
  /// @param environment that it runs in
  /// @param cacheMode absent means that the event decides
  record Rights(
      JobServices.IdTokenPermission idTokens,
      Optional<String> environment,
      Optional<CacheMode> cacheMode) {}

  JobOffers(
      Path storage, JobAssignment assignment, Rights rights, Masker masker, InstantSource clock) {
    this.assignment = assignment;
    this.rights = rights;
    this.masker = masker;
    this.clock = clock;
    var github = github();
    var repository = RepositoryId.parse(github.string("repository").orElse("local/job"));
    this.mode = rights.cacheMode().orElseGet(() -> mode(github));
    this.artifacts =
        new Artifacts(
            storage.resolve("artifacts"),
            repository,
            assignment.run(),
            assignment.attempt(),
            clock);
    this.caches =
        new Caches(
            storage.resolve("caches"), repository, new Caches.Access(refs(github), mode), clock);
  }

  private Json.Obj github() {
    return assignment.contexts().object("github");
  }

  /// Its own ref, the one that a pull request goes to, and the default branch.
  private static List<String> refs(Json.Obj github) {
    var refs = new ArrayList<String>();
    refs.add(github.string("ref").orElse(""));
    github
        .string("base_ref")
        .filter(base -> !base.isEmpty())
        .ifPresent(base -> refs.add("refs/heads/" + base));
    github
        .object("event")
        .object("repository")
        .string("default_branch")
        .ifPresent(branch -> refs.add("refs/heads/" + branch));
    return refs.stream().distinct().toList();
  }

  /// Runs that strangers can start with the rights of the default branch must not leave anything
  /// that its other runs would take for their own.
  private static CacheMode mode(Json.Obj github) {
    var isStrange =
        switch (github.string("event_name").orElse("")) {
          case "pull_request_target", "issue_comment" -> true;
          case "workflow_run" ->
              !github
                  .object("event")
                  .object("workflow_run")
                  .object("head_repository")
                  .string("full_name")
                  .orElse("")
                  .equalsIgnoreCase(github.string("repository").orElse(""));
          default -> false;
        };
    return isStrange ? CacheMode.READ : CacheMode.WRITE;
  }

  Artifacts artifacts() {
    return artifacts;
  }

  Caches caches() {
    return caches;
  }

  /// Variables for the processes of actions.
  Map<String, String> forActions() {
    return services().forActions();
  }

  /// Variables for the processes of all steps.
  Map<String, String> forScripts() {
    return rights.idTokens() == JobServices.IdTokenPermission.WRITE
        ? services().forScripts()
        : Map.of();
  }

  private synchronized JobServices services() {
    if (services.isEmpty()) {
      var offer =
          new JobServices.Offer(
              "%s:%s".formatted(assignment.run(), assignment.key().job()),
              github(),
              rights.environment(),
              rights.idTokens(),
              mode);
      var started = JobServices.start(offer, artifacts, caches, clock);
      masker.add(started.token());
      services = Optional.of(started);
    }
    return services.get();
  }

  @Override
  public synchronized void close() {
    services.ifPresent(JobServices::close);
  }
}
