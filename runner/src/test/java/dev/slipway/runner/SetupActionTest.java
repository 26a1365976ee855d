package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SetupActionTest {
  @TempDir Path folder;

  private void program(String path, String says) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\necho '%s'\n".formatted(says));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void jdk(String name, String version) throws IOException {
    program("jdks/" + name + "/bin/javac", "javac");
    program("jdks/" + name + "/bin/java", "java " + name);
    Files.writeString(
        folder.resolve("jdks/" + name + "/release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
  }

  private OneJob.Ran run(String steps) {
    return OneJob.steps(folder, steps)
        .offline()
        .machine("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
        .machine("JAVA_HOME_A", folder.resolve("jdks/a").toString())
        .machine("JAVA_HOME_B", folder.resolve("jdks/b").toString())
        .run();
  }

  @Test
  void findsNodeOnThePathAndInTheToolCache() throws IOException {
    program("bin/node", "v20.5.1");
    program("tools/node/22.3.0/%s/bin/node".formatted(arch()), "v22.3.0");
    program("tools/node/22.11.0/%s/bin/node".formatted(arch()), "v22.11.0");
    var ran =
        run(
            """
            - id: any
              uses: actions/setup-node@v4
            - run: node --version; echo "${{ steps.any.outputs.node-version }}"
            - uses: actions/setup-node@v4
              with: {node-version: 22, cache: npm}
            - run: node --version
            - run: echo '{"engines":{"node":">=20.5 <20.6"}}' > package.json
            - uses: actions/setup-node@v4
              with: {node-version-file: package.json}
            - run: node --version
            - uses: actions/setup-node@v4
              with: {node-version: 18}
            """);
    assertThat(ran.printed(2)).as(ran.text()).containsExactly("v20.5.1", "v20.5.1");
    assertThat(ran.printed(4)).containsExactly("v22.11.0");
    assertThat(ran.printed(7)).containsExactly("v20.5.1");
    assertThat(ran.steps()).endsWith("failure");
    assertThat(ran.text())
        .contains(
            "There is no Node.js 18 on this machine, and nothing is fetched without a network.",
            "20.5.1 in " + folder);
  }

  @Test
  void setsUpSeveralJdksTheLastOneForemost() throws IOException {
    jdk("a", "1.8.0_392");
    jdk("b", "97.0.1");
    var ran =
        run(
            """
            - id: java
              uses: actions/setup-java@v4
              with: {distribution: temurin, java-version: "97\\n8"}
            - run: |
                java; basename "$JAVA_HOME"; basename "$JAVA_HOME_97_%1$s"; basename "$JAVA_HOME_8_%1$s"
                echo "${{ steps.java.outputs.version }} ${{ steps.java.outputs.distribution }}"
            """
                .formatted(Machine.arch()));
    assertThat(ran.printed(2))
        .as(ran.text())
        .containsExactly("java a", "a", "b", "a", "8.0_392 temurin");
  }

  @Test
  void findsPythonAndGo() throws IOException {
    program("bin/go", "go version go1.99.3 linux/amd64");
    program("tools/Python/3.99.1/%s/bin/python3".formatted(arch()), "Python 3.99.1");
    var ran =
        run(
            """
            - run: printf 'module x\\n\\ngo 1.98\\n' > go.mod; echo 3.99 > .python-version
            - id: go
              uses: actions/setup-go@v5
              with: {go-version-file: go.mod}
            - id: python
              uses: actions/setup-python@v5
              with: {python-version-file: .python-version}
            - run: |
                go; python3; basename "$(dirname "$pythonLocation")"
                echo "${{ steps.go.outputs.go-version }} ${{ steps.python.outputs.python-version }}"
                basename "${{ steps.python.outputs.python-path }}"
            - uses: actions/setup-go@v5
              with: {go-version-file: nowhere}
            """);
    assertThat(ran.printed(4))
        .as(ran.text())
        .containsExactly(
            "go version go1.99.3 linux/amd64",
            "Python 3.99.1",
            "3.99.1",
            "1.99.3 3.99.1",
            "python3");
    assertThat(ran.text()).contains("nowhere does not exist");
  }

  private static String arch() {
    return Machine.arch().equals("ARM64") ? "arm64" : "x64";
  }
}
