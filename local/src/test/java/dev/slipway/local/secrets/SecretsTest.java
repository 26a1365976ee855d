package dev.slipway.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameter Store and Secrets Manager on the wire.
class SecretsTest {
  @TempDir Path folder;
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private Store store;
  private AwsPort port;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    port =
        new AwsPort()
            .with(new Parameters(store, scheduler, "us-east-1", "000000000000"))
            .with(new Secrets(store, scheduler, Chance.seeded(9), "us-east-1", "000000000000"))
            .start(scheduler);
  }

  @AfterEach
  void close() {
    port.close();
    store.close();
  }

  private AwsClient.Answer ssm(String operation, String body) {
    return port.json("AmazonSSM." + operation, body);
  }

  private AwsClient.Answer secret(String operation, String body) {
    return port.json("secretsmanager." + operation, body);
  }

  private void put(String name, String value) {
    var answer =
        ssm(
            "PutParameter",
            "{'Name':'%s','Value':'%s','Type':'String','Overwrite':true}".formatted(name, value));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static List<String> names(AwsClient.Answer answer, String member) {
    return answer.body().array(member).stream()
        .map(item -> ((Json.Obj) item).requireString("Name"))
        .toList();
  }

  @Test
  void aParameterKeepsItsVersionsAndLabels() {
    put("/a/b", "1");
    put("/a/b", "2");
    close();
    open();
    ssm("LabelParameterVersion", "{'Name':'/a/b','ParameterVersion':1,'Labels':['good','9bad']}");
    var labelled = ssm("GetParameter", "{'Name':'/a/b:good'}").body().object("Parameter");
    assertThat(labelled.requireString("Value")).isEqualTo("1");
    assertThat(labelled.requireString("Selector")).isEqualTo(":good");
    var latest = ssm("GetParameter", "{'Name':'/a/b'}").body().object("Parameter");
    assertThat(latest.requireString("Value")).isEqualTo("2");
    assertThat(latest.requireNumber("Version")).isEqualTo(2);
    assertThat(ssm("GetParameterHistory", "{'Name':'/a/b'}").body().array("Parameters")).hasSize(2);
    assertThat(ssm("GetParameter", "{'Name':'/a/b:7'}").error())
        .isEqualTo("ParameterVersionNotFound");
    assertThat(
            ssm("GetParameter", "{'Name':'arn:aws:ssm:us-east-1:000000000000:parameter/a/b'}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void parametersAreFoundByPathFilterAndPage() {
    for (var name : List.of("/p/a", "/p/b", "/p/q/c", "/other")) {
      put(name, "v");
    }
    assertThat(names(ssm("GetParametersByPath", "{'Path':'/p'}"), "Parameters"))
        .containsExactly("/p/a", "/p/b");
    var first = ssm("GetParametersByPath", "{'Path':'/p/','Recursive':true,'MaxResults':2}");
    assertThat(names(first, "Parameters")).containsExactly("/p/a", "/p/b");
    var token = first.body().requireString("NextToken");
    assertThat(
            names(
                ssm(
                    "GetParametersByPath",
                    "{'Path':'/p','Recursive':true,'NextToken':'%s'}".formatted(token)),
                "Parameters"))
        .containsExactly("/p/q/c");
    assertThat(
            names(
                ssm(
                    "DescribeParameters",
                    "{'ParameterFilters':[{'Key':'Name','Option':'Contains','Values':['th']}]}"),
                "Parameters"))
        .containsExactly("/other");
    var several = ssm("GetParameters", "{'Names':['/p/a','/none']}").body();
    assertThat(several.array("InvalidParameters")).containsExactly(Json.of("/none"));
  }

  @Test
  void aSecureStringIsSealedUntilItIsAskedFor() {
    ssm("PutParameter", "{'Name':'s','Value':'secret','Type':'SecureString'}");
    assertThat(ssm("GetParameter", "{'Name':'s'}").body().text()).doesNotContain("secret");
    assertThat(ssm("GetParameter", "{'Name':'s','WithDecryption':true}").body().text())
        .contains("\"Value\":\"secret\"");
  }

  @Test
  void parameterStoreRefusesByName() {
    put("p", "v");
    assertThat(ssm("PutParameter", "{'Name':'p','Value':'w','Type':'String'}").error())
        .isEqualTo("ParameterAlreadyExists");
    assertThat(ssm("GetParameter", "{'Name':'none'}").error()).isEqualTo("ParameterNotFound");
    for (var name : List.of("aws/x", "/ssm-x", "a b", "a/b", "/a/")) {
      assertThat(
              ssm("PutParameter", "{'Name':'%s','Value':'w','Type':'String'}".formatted(name))
                  .error())
          .as(name)
          .isEqualTo("ValidationException");
    }
    assertThat(ssm("PutParameter", "{'Name':'x','Value':1,'Type':'String'}").error())
        .isEqualTo("SerializationException");
    assertThat(
            ssm(
                    "PutParameter",
                    "{'Name':'x','Value':'%s','Type':'String'}".formatted("v".repeat(4_097)))
                .error())
        .isEqualTo("ValidationException");
    assertThat(ssm("GetInventory", "{}").error()).isEqualTo("UnknownOperationException");
    assertThat(ssm("DeleteParameter", "{'Name':'p'}").status()).isEqualTo(200);
    assertThat(ssm("DeleteParameter", "{'Name':'p'}").error()).isEqualTo("ParameterNotFound");
  }

  private String value(String more) {
    return secret("GetSecretValue", "{'SecretId':'s'%s}".formatted(more))
        .body()
        .string("SecretString")
        .orElse("none");
  }

  @Test
  void aSecretsVersionsMoveThroughTheirStages() {
    var created = secret("CreateSecret", "{'Name':'s','SecretString':'one'}").body();
    assertThat(created.requireString("ARN")).matches(".*:secret:s-[A-Za-z0-9]{6}");
    var second = secret("PutSecretValue", "{'SecretId':'s','SecretString':'two'}").body();
    assertThat(value("")).isEqualTo("two");
    assertThat(value(",'VersionStage':'AWSPREVIOUS'")).isEqualTo("one");
    secret(
        "PutSecretValue", "{'SecretId':'s','SecretString':'three','VersionStages':['AWSPENDING']}");
    assertThat(value("")).isEqualTo("two");
    assertThat(value(",'VersionStage':'AWSPENDING'")).isEqualTo("three");
    secret(
        "UpdateSecretVersionStage",
        "{'SecretId':'s','VersionStage':'AWSCURRENT','MoveToVersionId':'%s','RemoveFromVersionId':'%s'}"
            .formatted(created.requireString("VersionId"), second.requireString("VersionId")));
    close();
    open();
    assertThat(value("")).isEqualTo("one");
    assertThat(value(",'VersionStage':'AWSPREVIOUS'")).isEqualTo("two");
    assertThat(secret("ListSecretVersionIds", "{'SecretId':'s'}").body().array("Versions"))
        .hasSize(3);
    assertThat(secret("DescribeSecret", "{'SecretId':'s'}").body().text())
        .contains("AWSPENDING")
        .doesNotContain("three");
  }

  @Test
  void theSameTokenMakesOneVersion() {
    secret("CreateSecret", "{'Name':'s','SecretString':'one'}");
    var token = "'ClientRequestToken':'12345678-1234-4234-8234-123456789012'";
    var put = "{'SecretId':'s','SecretString':'%s'," + token + "}";
    secret("PutSecretValue", put.formatted("two"));
    secret("PutSecretValue", put.formatted("two"));
    assertThat(secret("ListSecretVersionIds", "{'SecretId':'s'}").body().array("Versions"))
        .hasSize(2);
    assertThat(secret("PutSecretValue", put.formatted("other")).error())
        .isEqualTo("ResourceExistsException");
  }

  @Test
  void aDeletedSecretCanBeRestored() {
    secret("CreateSecret", "{'Name':'s','SecretString':'one'}");
    secret("DeleteSecret", "{'SecretId':'s'}");
    assertThat(secret("GetSecretValue", "{'SecretId':'s'}").error())
        .isEqualTo("InvalidRequestException");
    assertThat(secret("ListSecrets", "{}").body().array("SecretList")).isEmpty();
    secret("RestoreSecret", "{'SecretId':'s'}");
    assertThat(value("")).isEqualTo("one");
    secret("DeleteSecret", "{'SecretId':'s','ForceDeleteWithoutRecovery':true}");
    assertThat(secret("GetSecretValue", "{'SecretId':'s'}").error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void severalSecretsAndRandomPasswords() {
    secret("CreateSecret", "{'Name':'a','SecretString':'1'}");
    secret("CreateSecret", "{'Name':'b','SecretBinary':'AQI='}");
    var batch = secret("BatchGetSecretValue", "{'SecretIdList':['a','b','c']}").body();
    assertThat(batch.array("SecretValues")).hasSize(2);
    assertThat(batch.array("Errors")).hasSize(1);
    var password =
        secret(
                "GetRandomPassword",
                "{'PasswordLength':20,'ExcludePunctuation':true,'ExcludeCharacters':'abc'}")
            .body()
            .requireString("RandomPassword");
    assertThat(password).matches("[A-Zd-z0-9]{20}");
    assertThat(secret("GetRandomPassword", "{'PasswordLength':5000}").error())
        .isEqualTo("InvalidParameterException");
    assertThat(secret("CreateSecret", "{'Name':'a','SecretString':'1'}").error())
        .isEqualTo("ResourceExistsException");
  }
}
