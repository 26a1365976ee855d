package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// What steps may rely on, as a job that is run for real.
///
/// @param ended how its steps ended, in [OneJob.Ran#steps]'s words
/// @param printed what the last of them printed
record Promise(String name, String steps, String ended, String printed) {
  void holds(Path folder) {
    var ran = OneJob.steps(folder, steps).run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo(ended);
    var last = ran.outcome().steps().size() - 2;
    assertThat(String.join("\n", ran.printed(last))).isEqualTo(printed.strip());
  }

  @Override
  public String toString() {
    return name;
  }
}
