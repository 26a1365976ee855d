package dev.slipway.runner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.runner.image.ImageBuild.Image;
import dev.slipway.runner.image.ImageBuild.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images without a daemon, read back as a registry would read them.
class ImageBuildTest {
  private static final Instant TIME = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir Path folder;

  private Path context = Path.of("");

  @BeforeEach
  void files() throws IOException {
    context = Files.createDirectories(folder.resolve("context"));
    write("target/app.jar", "jar");
    write("target/app-sources.jar", "sources");
    write("conf/a.properties", "a");
    write("conf/deep/b.properties", "b");
    write("run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        context.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write("secret.key", "secret");
    Files.createSymbolicLink(context.resolve("latest"), Path.of("target/app.jar"));
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          COPY target/app.jar /app/app.jar          ~ app/ app/app.jar
          COPY target/app.jar /app/                 ~ app/ app/app.jar
          COPY target/app.jar app.jar               ~ app.jar
          COPY target/*.jar /app/                   ~ app/ app/app-sources.jar app/app.jar
          COPY target/app.jar run.sh /app/          ~ app/ app/app.jar app/run.sh
          COPY ["target/app.jar", "/with space/"]   ~ with space/ with space/app.jar
          COPY conf /etc/app                        ~ etc/ etc/app/ etc/app/a.properties etc/app/deep/ etc/app/deep/b.properties
          COPY conf/ /etc/app/                      ~ etc/ etc/app/ etc/app/a.properties etc/app/deep/ etc/app/deep/b.properties
          COPY latest /                             ~ latest
          COPY ../../target/app.jar /               ~ app.jar
          ADD run.sh /usr/local/bin/start           ~ usr/ usr/local/ usr/local/bin/ usr/local/bin/start
          """)
  void copies(String instruction, String names) throws IOException {
    assertThat(
            entries(build("FROM scratch\n" + instruction)).stream().map(TarArchiveEntry::getName))
        .containsExactly(names.split(" (?!space)"));
  }

  @Test
  void leavesOutWhatTheIgnoreFileNames() throws IOException {
    write(".dockerignore", "# secrets\n*.key\n**/*-sources.jar\nconf\n!conf/deep\n.dockerignore\n");
    assertThat(entries(build("FROM scratch\nCOPY . /")).stream().map(TarArchiveEntry::getName))
        .containsExactly(
            "conf/",
            "conf/deep/",
            "conf/deep/b.properties",
            "latest",
            "run.sh",
            "target/",
            "target/app.jar");
  }

  @Test
  void keepsModesAndOwners() throws IOException {
    var entries =
        entries(
            build(
                """
                FROM scratch
                COPY run.sh target/app.jar /a/
                COPY --chown=1000:2000 --chmod=0600 secret.key /b/
                """));
    assertThat(entries)
        .filteredOn(TarArchiveEntry::isFile)
        .extracting(entry ->
            "%s %o %d:%d"
                .formatted(
                    entry.getName(),
                    entry.getMode(),
                    entry.getLongUserId(),
                    entry.getLongGroupId()))
        .containsExactly("a/app.jar 644 0:0", "a/run.sh 755 0:0", "b/secret.key 600 1000:2000");
    assertThat(entries).allMatch(entry -> entry.getLastModifiedTime().toInstant().equals(TIME));
  }

  @Test
  void saysWhatTheImageSaysOfItself() throws IOException {
    var image =
        build(
            """
            ARG VERSION=17
            FROM eclipse-temurin:${VERSION}-jre AS run
            ARG NAME=greeting
            ENV APP_HOME=/opt/$NAME JAVA_OPTS="-Xmx64m -Dname=a\\ b"
            ENV OLD form of it
            LABEL one=1 \\
                  # in the middle
                  two="the second"
            WORKDIR $APP_HOME
            WORKDIR bin
            COPY target/app.jar .
            EXPOSE 8080 53/udp
            VOLUME ["/data"]
            USER 1000
            STOPSIGNAL SIGTERM
            ENTRYPOINT ["java", "-jar", "app.jar"]
            CMD serve $PORT
            """);
    assertThat(config(image).object("config"))
        .isEqualTo(
            Json.parse(
                """
                {"ExposedPorts": {"8080/tcp": {}, "53/udp": {}},
                 "Volumes": {"/data": {}},
                 "User": "1000",
                 "StopSignal": "SIGTERM",
                 "Entrypoint": ["java", "-jar", "app.jar"],
                 "Cmd": ["/bin/sh", "-c", "serve $PORT"],
                 "Env": ["APP_HOME=/opt/greeting", "JAVA_OPTS=-Xmx64m -Dname=a b", "OLD=form of it"],
                 "WorkingDir": "/opt/greeting/bin",
                 "Labels": {"one": "1", "two": "the second"}}
                """));
    assertThat(entries(image))
        .extracting(TarArchiveEntry::getName)
        .contains("opt/greeting/bin/app.jar");
    assertThat(manifest(image).object("annotations").string("org.opencontainers.image.base.name"))
        .contains("eclipse-temurin:17-jre");
    assertThat(image.missing()).containsExactly("the base image eclipse-temurin:17-jre");
  }

  @Test
  void takesFilesOfOtherStages() throws IOException {
    var image =
        build(
            """
            FROM scratch AS Files
            WORKDIR /work
            COPY target/app.jar .
            FROM scratch
            COPY --from=files /work/app.jar /app.jar
            COPY --from=0 /work /again
            """);
    assertThat(entries(image))
        .extracting(TarArchiveEntry::getName)
        .containsExactly("app.jar", "again/", "again/app.jar");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          COPY a b                       ~ line 1: COPY stands before any FROM
          FROM scratch;COPY none /       ~ line 2: COPY: none is not in the context
          FROM scratch;COPY a b c        ~ line 2: COPY of several sources needs a destination that ends in /
          FROM scratch;COPY run.sh       ~ line 2: COPY needs a source and a destination
          FROM scratch;FETCH a           ~ line 2: FETCH is no instruction
          FROM scratch;ENV a             ~ line 2: ENV needs name=value
          FROM scratch;COPY --chown=app run.sh / ~ line 2: COPY --chown=app names users, which only the base image knows; use numbers
          FROM scratch;COPY --chmod=u+x run.sh / ~ line 2: COPY --chmod=u+x is no octal number
          FROM scratch;ADD https://example.com/a / ~ line 2: ADD of https://example.com/a is fetched or unpacked by a container engine
          FROM scratch;COPY --from=alpine /a /b ~ line 2: COPY takes files of image alpine, which needs a container engine
          FROM maven AS b;RUN mvn package;FROM scratch;COPY --from=b /t/app.jar / ~ line 4: COPY: /t/app.jar is not in stage b; what RUN makes, and what a base image has, needs a container engine
          FROM                           ~ line 1: FROM names no image
          # nothing                      ~ the Dockerfile has no FROM
          """)
  void refusesWithThePlace(String source, String message) {
    assertThatThrownBy(() -> build(source.replace(";", "\n")))
        .isInstanceOf(UnbuildableException.class)
        .hasMessage(message);
  }

  @Test
  void tellsWhatOnlyAContainerCanDo() throws IOException {
    assertThat(build("FROM scratch\nRUN apt-get update\nCOPY run.sh /\nHEALTHCHECK NONE").missing())
        .containsExactly("line 2: RUN apt-get update", "line 4: HEALTHCHECK NONE");
  }

  @Test
  void theSameFilesGiveTheSameImage() throws IOException {
    var source = "FROM scratch\nCOPY . /app";
    var first = build(source);
    write("target/app.jar", "jar");
    assertThat(build(source)).isEqualTo(first);
    write("target/app.jar", "other");
    assertThat(build(source).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void everyBlobIsUnderItsOwnDigest() throws IOException {
    var image = build("FROM scratch\nCOPY conf /a\nCOPY run.sh /b");
    assertThat(image.digest())
        .isEqualTo(
            index().array("manifests").stream()
                .map(Json.Obj.class::cast)
                .findFirst()
                .orElseThrow()
                .requireString("digest"));
    try (var blobs = Files.list(layout().resolve("blobs/sha256"))) {
      assertThat(blobs)
          .hasSize(4)
          .allMatch(blob -> blob.getFileName().toString().equals(hash(blob)));
    }
    var diffs = config(image).object("rootfs").array("diff_ids");
    var unpacked = new ArrayList<String>();
    for (var layer : layers(image)) {
      unpacked.add("sha256:" + Digest.sha256(layer).hex());
    }
    assertThat(diffs).isEqualTo(Json.strings(unpacked).items());
    assertThat(index().array("manifests"))
        .extracting(entry ->
            ((Json.Obj) entry)
                .object("annotations")
                .requireString("org.opencontainers.image.ref.name"))
        .containsExactly("example/app:1", "example/app:latest");
  }

  private static String hash(Path blob) {
    try {
      return Digest.sha256(Files.readAllBytes(blob)).hex();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Image build(String dockerfile) throws IOException {
    var file = folder.resolve("Dockerfile");
    Files.writeString(file, dockerfile);
    return ImageBuild.build(
        new Request(
            context,
            file,
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of("example/app:1", "example/app:latest"),
            TIME),
        layout());
  }

  private Path layout() {
    return folder.resolve("layout");
  }

  private Json.Obj index() throws IOException {
    return Json.parseObject(Files.readAllBytes(layout().resolve("index.json")));
  }

  private Json.Obj manifest(Image image) throws IOException {
    return Json.parseObject(blob(image.digest()));
  }

  private Json.Obj config(Image image) throws IOException {
    return Json.parseObject(blob(image.id()));
  }

  private byte[] blob(String digest) throws IOException {
    return Files.readAllBytes(layout().resolve("blobs").resolve(digest.replace(':', '/')));
  }

  private List<byte[]> layers(Image image) throws IOException {
    var layers = new ArrayList<byte[]>();
    for (var layer : manifest(image).array("layers")) {
      var packed = blob(((Json.Obj) layer).requireString("digest"));
      var plain = new ByteArrayOutputStream();
      new GZIPInputStream(new ByteArrayInputStream(packed)).transferTo(plain);
      layers.add(plain.toByteArray());
    }
    return layers;
  }

  private List<TarArchiveEntry> entries(Image image) throws IOException {
    var entries = new ArrayList<TarArchiveEntry>();
    for (var layer : layers(image)) {
      try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private void write(String name, String text) throws IOException {
    var file = context.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
