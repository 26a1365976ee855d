package dev.slipway.runner.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import dev.slipway.runner.protocol.JobServices.IdTokenPermission;
import dev.slipway.runner.storage.Artifacts;
import dev.slipway.runner.storage.Caches;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What clients may do that mean no good, or do not know better.
@Timeout(60)
class JobServicesTest {
  private static final String ARTIFACTS = "twirp/github.actions.results.api.v1.ArtifactService/";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<JobServices> started = Optional.empty();

  @BeforeEach
  void start() {
    var hello = new RepositoryId("octo", "hello");
    var clock = InstantSource.system();
    started =
        Optional.of(
            JobServices.start(
                new JobServices.Offer(
                    "1:build",
                    Json.Obj.EMPTY,
                    Optional.empty(),
                    IdTokenPermission.NONE,
                    CacheMode.WRITE),
                new Artifacts(folder.resolve("artifacts"), hello, new RunId(1), 1, clock),
                new Caches(
                    folder.resolve("caches"),
                    hello,
                    new Caches.Access(List.of("main"), CacheMode.WRITE),
                    clock),
                clock));
  }

  @AfterEach
  void stop() {
    client.close();
    started.ifPresent(JobServices::close);
  }

  private JobServices services() {
    return started.orElseThrow();
  }

  private String url() {
    return services().forActions().getOrDefault("ACTIONS_RESULTS_URL", "");
  }

  private HttpResponse<String> send(String method, String address, String token, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private Json.Obj call(String call, String body) throws IOException, InterruptedException {
    return Json.parseObject(
        send("POST", url() + ARTIFACTS + call, services().token(), body)
            .body()
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hearsNobodyWithoutTheToken() throws Exception {
    for (var path : List.of(ARTIFACTS + "ListArtifacts", "_apis/artifactcache/caches", "idtoken")) {
      assertThat(send("POST", url() + path, "guess", "{}").statusCode()).isEqualTo(401);
    }
    assertThat(send("GET", url() + "idtoken?a=b", services().token(), "").statusCode())
        .as("without the permission")
        .isEqualTo(404);
    assertThat(send("GET", url() + "blobs/job/guess", "", "").statusCode()).isEqualTo(404);
    assertThat(send("PUT", url() + "blobs/job/../../etc", "", "x").statusCode()).isEqualTo(404);
  }

  @Test
  void answersMessagesThatAreNone() throws Exception {
    for (var body : List.of("", "[", "[]", "{\"name\":")) {
      var answer = send("POST", url() + ARTIFACTS + "CreateArtifact", services().token(), body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
    }
    assertThat(call("CreateArtifact", "{\"name\":\"../x\"}").string("code"))
        .contains("invalid_argument");
    assertThat(call("FinalizeArtifact", "{\"name\":\"never\"}").string("code"))
        .contains("failed_precondition");
    assertThat(call("Nothing", "{}").string("code")).contains("bad_route");
    assertThat(
            send(
                    "POST",
                    url() + ARTIFACTS + "ListArtifacts",
                    services().token(),
                    "{\"a\":\"" + "x".repeat(2 << 20) + "\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void putsBlocksTogetherInTheirListsOrder() throws Exception {
    var address = call("CreateArtifact", "{\"name\":\"a\"}").requireString("signed_upload_url");
    assertThat(send("PUT", address + "?comp=block&blockid=Mg%3D%3D", "", "two").statusCode())
        .isEqualTo(201);
    send("PUT", address + "?comp=block&blockid=MQ%3D%3D", "", "one,");
    var unknown =
        send("PUT", address + "?comp=blocklist", "", "<BlockList><Latest>zz</Latest></BlockList>");
    assertThat(unknown.statusCode()).isEqualTo(400);
    send(
        "PUT",
        address + "?comp=blocklist",
        "",
        "<BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>");
    assertThat(call("FinalizeArtifact", "{\"name\":\"a\"}").bool("ok")).contains(true);
    var from = call("GetSignedArtifactURL", "{\"name\":\"a\"}").requireString("signed_url");
    assertThat(send("GET", from, "", "").body()).isEqualTo("one,two");
  }

  @Test
  void refusesWhatDoesNotHaveItsDigest() throws Exception {
    var address = call("CreateArtifact", "{\"name\":\"a\"}").requireString("signed_upload_url");
    send("PUT", address, "", "content");
    var answer = call("FinalizeArtifact", "{\"name\":\"a\",\"hash\":\"sha256:00\"}");
    assertThat(answer.string("msg").orElse("")).contains("has the digest");
    assertThat(call("ListArtifacts", "{}").array("artifacts")).isEmpty();
  }

  @Test
  void leavesNothingOfWhatWasNeverFinished() throws Exception {
    var address = call("CreateArtifact", "{\"name\":\"a\"}").requireString("signed_upload_url");
    send("PUT", address + "?comp=block&blockid=MQ%3D%3D", "", "one");
    services().close();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
