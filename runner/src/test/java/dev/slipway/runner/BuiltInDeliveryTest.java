package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Annotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The stand-ins that a delivery pipeline needs, on a machine with a shell and nothing else.
@Timeout(60)
class BuiltInDeliveryTest {
  @TempDir Path folder;

  private Path programs = Path.of("");

  @BeforeEach
  void bareMachine() throws IOException {
    programs = Files.createDirectories(folder.resolve("bin"));
    for (var program : new String[] {"sh", "bash", "mkdir", "cat", "rm", "printf"}) {
      for (var place : new String[] {"/bin", "/usr/bin"}) {
        var real = Path.of(place, program);
        if (Files.exists(real) && !Files.exists(programs.resolve(program))) {
          Files.createSymbolicLink(programs.resolve(program), real);
        }
      }
    }
  }

  private OneJob.Ran run(String steps) {
    return OneJob.steps(folder, steps).machine("PATH", programs.toString()).offline().run();
  }

  private void program(String name, String script) throws IOException {
    var file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Stream<String> warnings(OneJob.Ran ran) {
    return ran.report().annotations().stream()
        .filter(one -> one.level() == Annotation.Level.WARNING)
        .map(Annotation::message);
  }

  @Test
  void buildsAnImageAndKeepsItWhereThereIsNoDocker() {
    var ran =
        run(
            """
            - run: |
                mkdir -p target; echo jar > target/app.jar
                printf 'FROM temurin:21\\nCOPY target/app.jar /app/\\nCMD ["java"]\\n' > Dockerfile
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: mona, password: "hush-hush"}
            - id: build
              uses: docker/build-push-action@v5
              with: {context: ., push: true, tags: "ghcr.io/octo/app:1"}
            - run: echo "${{ steps.build.outputs.digest }} hush-hush"
            - uses: actions/download-artifact@v4
              with: {name: image-ghcr.io-octo-app-1, path: image}
            - run: cat image/oci-layout image/index.json
            """);
    assertThat(ran.steps()).as(ran.text()).doesNotContain("failure");
    assertThat(warnings(ran))
        .containsExactly(
            "There is no Docker here, so nobody is logged in to ghcr.io",
            "It lacks the base image temurin:21: there is no Docker here",
            "It is not pushed: there is no Docker here");
    assertThat(ran.printed(4).getFirst()).matches("sha256:[0-9a-f]{64} \\*\\*\\*");
    assertThat(ran.text()).contains("imageLayoutVersion").contains("ghcr.io/octo/app:1");
  }

  @Test
  void asksTheDockerOfTheMachineWhereItAnswers() throws IOException {
    program("docker", "echo \"docker $*\"; [ \"$1\" != login ] || cat\n");
    var ran =
        run(
            """
            - run: printf 'FROM scratch\\n' > Dockerfile
            - uses: docker/login-action@v3
              with: {username: mona, password: "hush-hush"}
            - uses: docker/build-push-action@v5
              with: {push: true, tags: "a:1, b:2", build-args: "V=1"}
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success");
    assertThat(ran.text())
        .contains("docker login --username mona --password-stdin\n***")
        .containsPattern("docker build --file .*/Dockerfile --tag a:1 --tag b:2 --build-arg V=1 /")
        .contains("docker push a:1", "docker push b:2");
    assertThat(warnings(ran)).isEmpty();
  }

  @Test
  void checksManifestsAndSaysThatThereIsNoCluster() {
    var ran =
        run(
            """
            - run: |
                mkdir k8s
                printf 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: p}\\nspec: {containers: [{name: c, image: app}]}\\n' > k8s/pod.yaml
            - id: deploy
              uses: azure/k8s-deploy@v4
              with: {namespace: staging, manifests: k8s, images: "app:2"}
            - run: cat "${{ steps.deploy.outputs.manifests }}"
            - uses: azure/k8s-deploy@v4
              with: {manifests: none.yaml}
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success failure");
    assertThat(warnings(ran))
        .containsExactly(
            "Nothing is applied: kubectl has no cluster here. The manifests are valid");
    assertThat(ran.text()).contains("image: app:2", "No manifests were found: none.yaml");
  }

  @Test
  void appliesManifestsWhereThereIsACluster() throws IOException {
    program("kubectl", "echo \"kubectl $*\"\n");
    var ran =
        run(
            """
            - run: printf '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}' > pod.json
            - uses: azure/k8s-deploy@v4
              with: {namespace: staging, manifests: pod.json}
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success");
    assertThat(ran.text())
        .containsPattern("kubectl apply --namespace staging --filename .*pod.json");
  }

  @Test
  void readsCoverageIntoTheSummary() {
    var ran =
        run(
            """
            - run: |
                mkdir -p target/site/jacoco
                printf '<report name="app"><counter type="LINE" missed="1" covered="3"/></report>' > target/site/jacoco/jacoco.xml
            - uses: codecov/codecov-action@v3
              with: {flags: unit}
            - uses: codecov/codecov-action@v3
              with: {files: none.xml, fail_ci_if_error: true}
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success failure");
    assertThat(ran.report().summaries().getFirst().text())
        .contains("## Coverage: unit", "| **app** | 75.0 % | – |");
  }

  @Test
  void scansWhereThereIsAScanner() throws IOException {
    var steps = "- uses: returntocorp/semgrep-action@v1\n  with: {config: p/java}\n";
    assertThat(warnings(run(steps)))
        .containsExactly(
            "Nothing is scanned: there is no 'semgrep' on the PATH; pip install semgrep");
    program("semgrep", "echo \"semgrep $*\"; exit 1\n");
    var ran = run(steps);
    assertThat(ran.steps()).isEqualTo("failure");
    assertThat(ran.text()).contains("semgrep scan --error --config p/java");
  }
}
