package dev.slipway.functions.handler;

import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.Library.Lookup;
import dev.slipway.ci.workflow.WorkflowReference;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.model.RepositoryId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The workflows that a workflow calls: beside it at its commit, or in another repository of the
/// same server, where that can be reached.
///
/// A repository that is connected is read at its own address by those of the same owner; that may
/// be a private one.
final class CalledWorkflows {
  private final GitRepositories git;
  private final RepositoryStore repositories;
  private final GitUrl.Reach reach;

  CalledWorkflows(GitRepositories git, RepositoryStore repositories, GitUrl.Reach reach) {
    this.git = git;
    this.repositories = repositories;
    this.reach = reach;
  }

  /// What a workflow of a repository can call.
  ///
  /// @param files of its own commit, by path
  /// @param server where people look at the caller's repository
  Library library(RepositoryId caller, Map<String, String> files, String server) {
    return name -> {
      var own = files.get(name);
      if (own != null) {
        return new Lookup.Found(name, own);
      }
      return name.contains("@") ? remote(name, caller, server) : new Lookup.Missing();
    };
  }

  private Lookup remote(String name, RepositoryId caller, String server) {
    if (!(WorkflowReference.parse(name)
        instanceof WorkflowReference.Remote(var owner, var repository, var path, var ref))) {
      return new Lookup.Unreadable();
    }
    try {
      var id = RepositoryId.parse(owner + "/" + repository);
      var url = GitUrl.of(address(id, caller, server), reach);
      var target = target(url, ref);
      if (target.isEmpty()) {
        return new Lookup.Unreadable("%s has no branch, tag or commit %s".formatted(id, ref));
      }
      var folder = path.substring(0, path.lastIndexOf('/'));
      var content = git.filesIn(url, target.get().ref(), target.get().sha(), folder).get(path);
      return content == null
          ? new Lookup.Missing()
          : new Lookup.Found(name, new String(content, StandardCharsets.UTF_8));
    } catch (GitException e) {
      if (e.retryable()) {
        throw e;
      }
      return new Lookup.Unreadable(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Lookup.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private String address(RepositoryId id, RepositoryId caller, String server) {
    return Optional.of(id)
        .filter(known -> known.owner().equalsIgnoreCase(caller.owner()))
        .flatMap(repositories::get)
        .map(connected -> connected.url())
        .orElseGet(() -> "%s/%s.git".formatted(server, id));
  }

  /// A tag goes before a branch of the same name, as on GitHub.
  private Optional<Target> target(GitUrl url, String ref) {
    if (ref.matches("[0-9a-f]{40}")) {
      return Optional.of(new Target("refs/commits/" + ref, ref));
    }
    var refs = git.listRefs(url);
    return Stream.of("refs/tags/" + ref, "refs/heads/" + ref, ref)
        .filter(refs::containsKey)
        .findFirst()
        .map(full -> new Target(full, String.valueOf(refs.get(full))));
  }
}
