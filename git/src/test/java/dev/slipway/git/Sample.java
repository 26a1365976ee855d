package dev.slipway.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A bare repository that a test writes object by object, so that it may hold what no Git makes.
final class Sample implements AutoCloseable {
  private static final PersonIdent MONA =
      new PersonIdent(
          "Mona", "mona@example.com", Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  private final Repository repository;

  Sample(Path folder) throws IOException {
    IsolatedSystem.install();
    this.repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    repository.create(true);
    repository.updateRef(Constants.HEAD).link("refs/heads/main");
  }

  Repository repository() {
    return repository;
  }

  Path folder() {
    return repository.getDirectory().toPath();
  }

  /// An entry of a tree.
  record Entry(FileMode mode, ObjectId id) {}

  Entry file(String content) throws IOException {
    return new Entry(FileMode.REGULAR_FILE, blob(content));
  }

  Entry program(String content) throws IOException {
    return new Entry(FileMode.EXECUTABLE_FILE, blob(content));
  }

  Entry link(String target) throws IOException {
    return new Entry(FileMode.SYMLINK, blob(target));
  }

  Entry submodule() {
    return new Entry(FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
  }

  private ObjectId blob(String content) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
      inserter.flush();
      return id;
    }
  }

  /// A tree with exactly these entries, in their order, whatever Git would say to it.
  Entry tree(Map<String, Entry> entries) throws IOException {
    var tree = new TreeFormatter();
    for (var entry : entries.entrySet()) {
      // A name that is there twice ends in a mark that makes it a second key.
      var name = entry.getKey().replace("#2", "").getBytes(StandardCharsets.UTF_8);
      tree.append(name, 0, name.length, entry.getValue().mode(), entry.getValue().id(), true);
    }
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(tree);
      inserter.flush();
      return new Entry(FileMode.TREE, id);
    }
  }

  /// A tree of files with paths, well ordered.
  Entry files(Map<String, String> contents) throws IOException {
    var entries = new TreeMap<String, Entry>();
    var below = new TreeMap<String, Map<String, String>>();
    for (var file : contents.entrySet()) {
      var slash = file.getKey().indexOf('/');
      if (slash < 0) {
        entries.put(file.getKey(), file(file.getValue()));
      } else {
        below
            .computeIfAbsent(file.getKey().substring(0, slash), _ -> new TreeMap<>())
            .put(file.getKey().substring(slash + 1), file.getValue());
      }
    }
    for (var folder : below.entrySet()) {
      entries.put(folder.getKey() + "/", files(folder.getValue()));
    }
    var named = new LinkedHashMap<String, Entry>();
    entries.forEach((name, entry) -> named.put(name.replace("/", ""), entry));
    return tree(named);
  }

  /// A commit, on a branch or any other ref.
  String commit(String ref, String message, Entry tree, String... parents) throws IOException {
    var commit = new CommitBuilder();
    commit.setAuthor(MONA);
    commit.setCommitter(MONA);
    commit.setMessage(message);
    commit.setTreeId(tree.id());
    for (var parent : parents) {
      commit.addParentId(ObjectId.fromString(parent));
    }
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(commit);
      inserter.flush();
      point(ref, id.name());
      return id.name();
    }
  }

  /// A commit of one more file on top of what a ref points at.
  String add(String ref, String path, String content) throws IOException {
    var head = Optional.ofNullable(repository.resolve(ref));
    var contents = new TreeMap<String, String>();
    if (head.isPresent()) {
      contents.putAll(contents(head.get()));
    }
    contents.put(path, content);
    return commit(
        ref,
        "Add " + path,
        files(contents),
        head.map(ObjectId::name).stream().toArray(String[]::new));
  }

  private Map<String, String> contents(ObjectId commit) throws IOException {
    var contents = new TreeMap<String, String>();
    try (var walk = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      tree.addTree(walk.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        contents.put(
            tree.getPathString(),
            new String(repository.open(tree.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  void point(String ref, String sha) throws IOException {
    var update = repository.updateRef(ref);
    update.setNewObjectId(ObjectId.fromString(sha));
    update.setForceUpdate(true);
    update.update();
  }

  void delete(String ref) throws IOException {
    var update = repository.updateRef(ref);
    update.setForceUpdate(true);
    update.delete();
  }

  /// An annotated tag.
  String tag(String name, String sha) throws IOException {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(ObjectId.fromString(sha), Constants.OBJ_COMMIT);
    tag.setTagger(MONA);
    tag.setMessage("Tag " + name);
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(tag);
      inserter.flush();
      point("refs/tags/" + name, id.name());
      return id.name();
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
