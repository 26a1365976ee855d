package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The committed templates are what the app makes: the cloud in one JVM runs from them.
class SnapshotTest {
  private static final Path SNAPSHOTS = Path.of("snapshots");

  @Test
  void committedTemplatesAreWhatTheAppMakes() throws IOException {
    for (var template : SynthesizedApp.shared().templates().entrySet()) {
      var file = SNAPSHOTS.resolve(template.getKey() + ".template.json");
      if (Boolean.getBoolean("snapshots.update")) {
        Files.createDirectories(SNAPSHOTS);
        Files.writeString(file, template.getValue());
      }
      assertThat(file)
          .as(
              "stale; look at the difference, then: ./slipway test -pl infra-cdk -am -Dsnapshots.update=true")
          .content()
          .isEqualTo(template.getValue());
    }
  }
}
