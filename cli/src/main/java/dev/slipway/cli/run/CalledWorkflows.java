package dev.slipway.cli.run;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.WorkflowReference;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.runner.fetch.ActionLock;
import dev.slipway.runner.fetch.ActionStore;
import dev.slipway.runner.fetch.UnavailableException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The workflows that a workflow calls: those of the working copy as they lie there, others fetched
/// as actions are.
///
/// @param root of the working copy
record CalledWorkflows(Path root, ActionStore store) implements Library {
  @Override
  public Lookup find(String name) {
    if (!name.contains("@")) {
      return found(name, root.resolve(name));
    }
    if (!(WorkflowReference.parse(name)
        instanceof WorkflowReference.Remote(var owner, var repository, var path, var ref))) {
      return new Lookup.Unreadable();
    }
    try {
      var wanted = new ActionReference.Remote(owner, repository, "", ref);
      return found(name, store.fetch(wanted, ActionLock.NONE).folder().resolve(path));
    } catch (UnavailableException e) {
      return new Lookup.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Lookup found(String name, Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? new Lookup.Found(name, WorkflowFiles.text(file))
        : new Lookup.Missing();
  }
}
