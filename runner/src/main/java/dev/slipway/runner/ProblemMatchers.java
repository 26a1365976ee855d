package dev.slipway.runner;

import dev.slipway.ci.job.Annotation.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The problem matchers of a job: steps add and remove them, and all later output is read by them.
final class ProblemMatchers {
  private static final long LARGEST = 1024 * 1024;

  private final Path workspace;
  private volatile List<ProblemMatcher> all = List.of();

  /// @param workspace what the paths of matcher files are relative to
  ProblemMatchers(Path workspace) {
    this.workspace = workspace;
  }

  /// The newest first.
  List<ProblemMatcher> all() {
    return all;
  }

  /// Adds the matchers of a file in place of those with the same owners.
  ///
  /// @throws StepFailure when the file is not there or not good
  void add(String file) {
    var path = workspace.resolve(file.strip());
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        throw new StepFailure("%s is no file of at most %d bytes".formatted(path, LARGEST));
      }
      ProblemMatcher.read(Files.readAllBytes(path)).forEach(this::put);
    } catch (IOException e) {
      throw new StepFailure("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  private synchronized void put(ProblemMatcher matcher) {
    var more = new ArrayList<ProblemMatcher>();
    more.add(matcher);
    all.stream()
        .filter(other -> !other.owner().equalsIgnoreCase(matcher.owner()))
        .forEach(more::add);
    all = List.copyOf(more);
  }

  synchronized void remove(String owner) {
    all = all.stream().filter(other -> !other.owner().equalsIgnoreCase(owner)).toList();
  }

  /// What one process prints, line by line.
  final class Reading {
    private final StepLog log;
    private List<ProblemMatcher> known = List.of();
    private List<ProblemMatcher.Reader> readers = List.of();

    Reading(StepLog log) {
      this.log = log;
    }

    /// The problem that a line ends, as it is to be shown: with its severity in front.
    Optional<String> read(String line) {
      var now = all;
      if (now.isEmpty()) {
        return Optional.empty();
      }
      if (!now.equals(known)) {
        known = now;
        readers = now.stream().map(ProblemMatcher::reader).toList();
      }
      var plain = line.indexOf('\u001b') < 0 ? line : line.replaceAll("\u001b\\[[0-9;]*m?", "");
      for (var reader : readers) {
        var shown = read(reader, plain);
        if (shown.isPresent()) {
          readers.stream().filter(other -> other != reader).forEach(ProblemMatcher.Reader::reset);
          return shown;
        }
      }
      return Optional.empty();
    }

    private Optional<String> read(ProblemMatcher.Reader reader, String plain) {
      try {
        return reader
            .read(plain)
            .filter(told -> !told.getOrDefault("message", "").isBlank())
            .flatMap(told ->
                severity(told.getOrDefault("severity", ""))
                    .map(severity -> {
                      log.annotate(Level.parse(severity), told, told.getOrDefault("message", ""));
                      return "##[%s]%s".formatted(severity, plain);
                    }));
      } catch (PatientText.TooLongException | StackOverflowError _) {
        log.add(
            "##[warning]Removing issue matcher '%s'. It takes too long to match a line."
                .formatted(reader.owner()));
        remove(reader.owner());
        return Optional.empty();
      }
    }

    private static Optional<String> severity(String told) {
      if (told.isEmpty()) {
        return Optional.of("error");
      }
      return List.of("error", "warning", "notice").stream()
          .filter(told::equalsIgnoreCase)
          .findFirst();
    }
  }

  Reading reading(StepLog log) {
    return new Reading(log);
  }
}
