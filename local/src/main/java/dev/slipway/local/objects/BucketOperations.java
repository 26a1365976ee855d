package dev.slipway.local.objects;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is done with buckets. A configuration is kept as it comes and shown again.
final class BucketOperations {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int MOST_DELETED = 1_000;

  /// Configurations by sub-resource, with the error for one that was never put; empty where AWS
  /// then shows an empty one.
  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          Map.entry("accelerate", ""),
          Map.entry("cors", "NoSuchCORSConfiguration"),
          Map.entry("encryption", "ServerSideEncryptionConfigurationNotFoundError"),
          Map.entry("lifecycle", "NoSuchLifecycleConfiguration"),
          Map.entry("logging", ""),
          Map.entry("notification", ""),
          Map.entry("object-lock", "ObjectLockConfigurationNotFoundError"),
          Map.entry("ownershipControls", "OwnershipControlsNotFoundError"),
          Map.entry("policy", "NoSuchBucketPolicy"),
          Map.entry("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
          Map.entry("replication", "ReplicationConfigurationNotFoundError"),
          Map.entry("requestPayment", ""),
          Map.entry("tagging", "NoSuchTagSet"),
          Map.entry("versioning", ""),
          Map.entry("website", "NoSuchWebsiteConfiguration"));

  private static final Map<String, String> EMPTY =
      Map.of(
          "accelerate", "AccelerateConfiguration",
          "logging", "BucketLoggingStatus",
          "notification", "NotificationConfiguration",
          "requestPayment", "RequestPaymentConfiguration",
          "versioning", "VersioningConfiguration");

  private final Index index;
  private final ObjectOperations objects;
  private final InstantSource clock;
  private final String region;

  BucketOperations(Index index, ObjectOperations objects, InstantSource clock, String region) {
    this.index = index;
    this.objects = objects;
    this.clock = clock;
    this.region = region;
  }

  void answer(S3Request request) throws IOException {
    var document = DOCUMENTS.keySet().stream().filter(request::asks).findFirst();
    if (document.isPresent()) {
      document(request, document.get());
      return;
    }
    switch (request.method()) {
      case "PUT" -> {
        create(request.bucket());
        Answers.header(request, "Location", "/" + request.bucket());
        Answers.nothing(request, 200);
      }
      case "HEAD" -> {
        index.require(request.bucket());
        Answers.header(request, "x-amz-bucket-region", region);
        Answers.nothing(request, 200);
      }
      case "DELETE" -> {
        index.drop(request.bucket());
        Answers.nothing(request, 204);
      }
      case "GET" -> get(request);
      case "POST" -> {
        if (!request.asks("delete")) {
          throw S3Errors.method();
        }
        delete(request);
      }
      default -> throw S3Errors.method();
    }
  }

  void create(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw S3Errors.request("InvalidBucketName", "The specified bucket is not valid.");
    }
    if (index.bucket(name).isEmpty()) {
      index.keep(new Index.Bucket(name, clock.instant(), Map.of()));
    }
  }

  private void get(S3Request request) throws IOException {
    if (request.asks("location")) {
      index.require(request.bucket());
      var place = region.equals("us-east-1") ? "" : region;
      Answers.xml(request, new Xml().put("LocationConstraint", place));
    } else if (request.asks("versions")) {
      new Listing(index, request).versions();
    } else if (request.asks("acl")) {
      index.require(request.bucket());
      Answers.xml(request, acl());
    } else if (request.parameter("list-type").filter("2"::equals).isPresent()) {
      new Listing(index, request).two();
    } else {
      new Listing(index, request).one();
    }
  }

  static Xml acl() {
    return new Xml()
        .open("AccessControlPolicy", Objects.NAMESPACE)
        .open("Owner")
        .put("ID", Objects.OWNER)
        .close("Owner")
        .open("AccessControlList")
        .close("AccessControlList")
        .close("AccessControlPolicy");
  }

  private void document(S3Request request, String name) throws IOException {
    switch (request.method()) {
      case "GET" -> show(request, name);
      case "PUT" -> {
        var bytes = request.document();
        if (!name.equals("policy")) {
          var root = S3Request.xml(bytes);
          if (name.equals("versioning")
              && root.textOf("Status").filter("Enabled"::equals).isPresent()) {
            throw S3Errors.request(
                "InvalidRequest", "The local S3 keeps one version of each object");
          }
        }
        index.document(
            request.bucket(), name, Optional.of(new String(bytes, StandardCharsets.UTF_8)));
        Answers.nothing(request, name.equals("policy") ? 204 : 200);
      }
      case "DELETE" -> {
        index.document(request.bucket(), name, Optional.empty());
        Answers.nothing(request, 204);
      }
      default -> throw S3Errors.method();
    }
  }

  private void show(S3Request request, String name) throws IOException {
    var found = index.require(request.bucket()).documents().get(name);
    if (found == null) {
      var empty =
          Optional.ofNullable(EMPTY.get(name))
              .orElseThrow(() ->
                  new AwsError(
                      404,
                      DOCUMENTS.getOrDefault(name, "NoSuchConfiguration"),
                      "The specified configuration does not exist"));
      Answers.xml(request, new Xml().open(empty, Objects.NAMESPACE).close(empty));
      return;
    }
    Answers.header(
        request, "Content-Type", name.equals("policy") ? "application/json" : "application/xml");
    dev.slipway.local.wire.LoopbackServer.send(
        request.exchange(), 200, found.getBytes(StandardCharsets.UTF_8));
  }

  private void delete(S3Request request) throws IOException {
    var asked = request.xml();
    var quiet = asked.textOf("Quiet").filter("true"::equals).isPresent();
    var items = asked.all("Object");
    if (items.isEmpty() || items.size() > MOST_DELETED) {
      throw S3Errors.malformed();
    }
    index.require(request.bucket());
    var xml = new Xml().open("DeleteResult", Objects.NAMESPACE);
    for (var item : items) {
      var key = item.first("Key").orElseThrow(S3Errors::malformed).text();
      var etag = item.textOf("ETag");
      try {
        objects.remove(
            request.bucket(),
            key,
            new Conditions(name -> name.equals("If-Match") ? etag : Optional.empty()));
        if (!quiet) {
          xml.open("Deleted").put("Key", key).close("Deleted");
        }
      } catch (AwsError e) {
        xml.open("Error")
            .put("Key", key)
            .put("Code", e.code())
            .put("Message", String.valueOf(e.getMessage()))
            .close("Error");
      }
    }
    Answers.xml(request, xml.close("DeleteResult"));
  }
}
