package dev.slipway.runner;

import java.util.Optional;

/// Takes what a step prints line by line: obeys workflow commands, masks, and sends the rest to the
/// log.
final class StepOutput implements LineReader.Sink {
  private final StepLog log;
  private final StepCommands commands;
  private final Masker masker;
  private Optional<Masker.Pieces> longLine = Optional.empty();

  StepOutput(StepLog log, StepCommands commands, Masker masker) {
    this.log = log;
    this.commands = commands;
    this.masker = masker;
  }

  @Override
  public void line(String text) {
    if (longLine.isPresent()) {
      log.addMasked(longLine.get().next(text) + longLine.get().last());
      longLine = Optional.empty();
    } else if (!commands.obey(text)) {
      log.add(commands.problem(text).orElse(text));
    }
  }

  /// A line as long as this is no command.
  @Override
  public void part(String text) {
    if (longLine.isEmpty()) {
      longLine = Optional.of(masker.pieces());
    }
    log.addMasked(longLine.get().next(text));
    log.send();
  }

  @Override
  public void pause() {
    log.send();
  }
}
