package dev.slipway.runner.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
  @ParameterizedTest(name = "{0} with {1} runs {2}")
  @CsvSource({
    "app,                        app:2,                       app:2",
    "app:1,                      app:2,                       app:2",
    "app@sha256:aa,              app:2,                       app:2",
    "registry:5000/app,          registry:5000/app:2,         registry:5000/app:2",
    "registry:5000/app:1,        registry:5000/app@sha256:bb, registry:5000/app@sha256:bb",
    "other/app:1,                app:2,                       other/app:1",
    "application:1,              app:2,                       application:1",
  })
  void replacesImagesOfTheSameName(String now, String given, String then) {
    var text =
        Manifests.read(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  initContainers: [{name: i, image: "%s"}]
                  containers:
                    - {name: a, image: "%s"}
                    - {name: b, image: "busybox:1"}
                """
                    .formatted(now, now))
            .with(List.of(given))
            .text();
    assertThat(text.split("image: '?" + then.replace(".", "\\.") + "'?\n", -1)).hasSize(3);
    assertThat(text).contains("busybox:1");
  }

  @Test
  void leavesEverythingElseAsItIs() {
    var source =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: c}
        data: {image: 'app:1', yes: 'on', number: '010', empty: ''}
        ---
        ---
        apiVersion: v1
        kind: List
        items: []
        """;
    var manifests = Manifests.read(source).with(List.of("app:2"));
    assertThat(manifests.names()).containsExactly("ConfigMap/c", "List/list");
    assertThat(Manifests.read(manifests.text())).isEqualTo(Manifests.read(source));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          [a, b]                                              ~ document 1 is no object
          {kind: Pod}                                         ~ document 1 has no apiVersion
          {apiVersion: v1, kind: ''}                          ~ document 1 has no kind
          {apiVersion: v1, kind: Pod}                         ~ document 1 has no metadata.name
          {apiVersion: v1, kind: Pod, metadata: {name: ''}}   ~ document 1 has no metadata.name
          """)
  void refusesWhatIsNoManifest(String source, String message) {
    assertThatThrownBy(() -> Manifests.read(source))
        .isInstanceOf(InvalidManifestException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> Manifests.read("a: [b"))
        .isInstanceOf(InvalidManifestException.class)
        .hasMessageStartingWith("it is no YAML: ");
    assertThatThrownBy(() -> Manifests.read("a: " + "x".repeat(4 * 1024 * 1024)))
        .isInstanceOf(InvalidManifestException.class);
  }
}
