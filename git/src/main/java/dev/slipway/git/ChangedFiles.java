package dev.slipway.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/// Which paths differ between two commits of a repository.
final class ChangedFiles {
  private final Repository repository;
  private final String ref;
  private final Limits limits;

  /// Where GitHub stops counting.
  ///
  /// @param files of more the paths are not told
  /// @param commits of more the difference is not computed
  record Limits(int files, int commits) {
    static Limits files(int most) {
      return new Limits(most, 1_000);
    }
  }

  /// @param ref the branch that the newer commit is on
  ChangedFiles(Repository repository, String ref, Limits limits) {
    this.repository = repository;
    this.ref = ref;
    this.limits = limits;
  }

  /// The paths, with both names of what moved; nothing when they cannot be known or are too many.
  Optional<List<String>> between(Since since, String after) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var end = walk.parseCommit(ObjectId.fromString(after));
      return switch (since) {
        case Since.Commit(var sha) -> since(walk, commit(walk, sha), end);
        case Since.Fork(var base) -> since(walk, mergeBase(walk, commit(walk, base), end), end);
        case Since.NewBranch() -> sinceOthers(walk, end);
      };
    }
  }

  /// Absent when it was forced away, or is no commit.
  private Optional<RevCommit> commit(RevWalk walk, String sha) throws IOException {
    if (!ObjectId.isId(sha) || !repository.getObjectDatabase().has(ObjectId.fromString(sha))) {
      return Optional.empty();
    }
    try {
      return Optional.of(walk.parseCommit(ObjectId.fromString(sha)));
    } catch (IncorrectObjectTypeException _) {
      return Optional.empty();
    }
  }

  private static Optional<RevCommit> mergeBase(
      RevWalk walk, Optional<RevCommit> base, RevCommit end) throws IOException {
    if (base.isEmpty()) {
      return Optional.empty();
    }
    walk.reset();
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(base.get());
    walk.markStart(end);
    var found = Optional.ofNullable(walk.next());
    walk.reset();
    walk.setRevFilter(RevFilter.ALL);
    return found;
  }

  private Optional<List<String>> since(RevWalk walk, Optional<RevCommit> start, RevCommit end)
      throws IOException {
    if (start.isEmpty() || RevWalkUtils.count(walk, end, start.get()) > limits.commits()) {
      return Optional.empty();
    }
    return differences(tree(start.get()), tree(end));
  }

  /// Against what the oldest commit of this branch alone was made from.
  private Optional<List<String>> sinceOthers(RevWalk walk, RevCommit end) throws IOException {
    walk.markStart(end);
    for (var other : repository.getRefDatabase().getRefsByPrefix("refs/heads/")) {
      if (!other.getName().equals(ref) && other.getObjectId() != null) {
        walk.markUninteresting(walk.parseCommit(other.getObjectId()));
      }
    }
    var own = new ArrayList<RevCommit>();
    for (var commit : walk) {
      own.add(commit);
      if (own.size() > limits.commits()) {
        return Optional.empty();
      }
    }
    if (own.isEmpty()) {
      return Optional.empty();
    }
    var oldest = own.getLast();
    return differences(
        oldest.getParentCount() == 0
            ? new EmptyTreeIterator()
            : tree(walk.parseCommit(oldest.getParent(0))),
        tree(end));
  }

  private AbstractTreeIterator tree(RevCommit commit) throws IOException {
    try (var reader = repository.newObjectReader()) {
      return new CanonicalTreeParser(new byte[0], reader, commit.getTree());
    }
  }

  private Optional<List<String>> differences(
      AbstractTreeIterator before, AbstractTreeIterator after) throws IOException {
    try (var formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(repository);
      var paths =
          formatter.scan(before, after).stream()
              .map(entry ->
                  entry.getChangeType() == DiffEntry.ChangeType.DELETE
                      ? entry.getOldPath()
                      : entry.getNewPath())
              .toList();
      return paths.size() > limits.files() ? Optional.empty() : Optional.of(paths);
    }
  }
}
