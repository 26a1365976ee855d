package dev.slipway.cli.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The normalised model of a file that uses every key. `-Dsnapshots.update=true` writes it anew.
class WorkflowJsonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/cli/compile");

  @Test
  void theModelHasEveryKeyOfTheLanguage() throws IOException {
    var source = Files.readString(GOLDEN.resolve("every-key.yml"));
    var read = (ReadResult.Valid) WorkflowReader.read("every-key.yml", source);
    var model = WorkflowJson.of(read.workflow()).pretty() + "\n";
    var golden = GOLDEN.resolve("every-key.json");
    if (Boolean.getBoolean("snapshots.update")) {
      Files.writeString(golden, model);
    }
    assertThat(model).isEqualTo(Files.readString(golden));
  }
}
