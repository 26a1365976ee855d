package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  @TempDir Path folder;

  private SlipwayCloud.Settings with(String template) throws Exception {
    var usual = TestPlatform.settings(folder);
    var file = Files.writeString(folder.resolve("odd.template.json"), template);
    return new SlipwayCloud.Settings(
        usual.data(),
        usual.port(),
        usual.awsPort(),
        List.of(file),
        usual.site(),
        usual.builds(),
        usual.durability(),
        usual.machine());
  }

  @Test
  void aTypeThatIsNotKnownIsNamedAndTheFolderIsFreeAgain() throws Exception {
    var odd = with("{\"Resources\":{\"Odd\":{\"Type\":\"AWS::Odd::Thing\"}}}");

    for (var i = 0; i < 2; i++) {
      assertThatThrownBy(() -> SlipwayCloud.start(odd).close())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("AWS::Odd::Thing");
    }
    try (var cloud = SlipwayCloud.start(TestPlatform.settings(folder))) {
      assertThat(cloud.url()).startsWith("http://127.0.0.1:");
    }
  }
}
