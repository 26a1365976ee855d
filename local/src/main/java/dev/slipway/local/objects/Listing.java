package dev.slipway.local.objects;

import dev.slipway.local.wire.Xml;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Lists a bucket's objects: both versions of the operation, and the list of versions, of which
/// each object has one.
final class Listing {
  private static final int MOST = 1_000;

  private final Index index;
  private final S3Request request;
  private final String prefix;
  private final String delimiter;
  private final boolean encoded;
  private final int most;

  private final Map<String, StoredObject> contents = new LinkedHashMap<>();
  private final TreeSet<String> prefixes = new TreeSet<>();
  private String last = "";
  private boolean truncated;

  Listing(Index index, S3Request request) {
    this.index = index;
    this.request = request;
    this.prefix = request.parameter("prefix").orElse("");
    this.delimiter = request.parameter("delimiter").orElse("");
    this.encoded = request.parameter("encoding-type").filter("url"::equals).isPresent();
    this.most = Math.min(MOST, request.number("max-keys", MOST, 0, Integer.MAX_VALUE));
  }

  private void collect(String after) {
    index.require(request.bucket());
    if (most == 0) {
      return;
    }
    var from = after.compareTo(prefix) > 0 ? after : prefix;
    index.walk(request.bucket(), from, (key, object) -> take(after, key, object));
  }

  private boolean take(String after, String key, StoredObject object) {
    if (!key.startsWith(prefix)) {
      return false;
    }
    var end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    var group = end < 0 ? "" : key.substring(0, end + delimiter.length());
    var seen = key.compareTo(after) <= 0 || (!group.isEmpty() && after.startsWith(group));
    if (seen || prefixes.contains(group)) {
      return true;
    }
    if (contents.size() + prefixes.size() == most) {
      truncated = true;
      return false;
    }
    if (group.isEmpty()) {
      contents.put(key, object);
      last = key;
    } else {
      prefixes.add(group);
      last = group;
    }
    return true;
  }

  void two() throws IOException {
    var token = request.parameter("continuation-token");
    var after = token.map(Listing::decoded).or(() -> request.parameter("start-after")).orElse("");
    collect(after);
    var xml = begin("ListBucketResult");
    xml.put("KeyCount", contents.size() + prefixes.size())
        .put("ContinuationToken", token)
        .put("StartAfter", request.parameter("start-after").map(this::shown));
    if (truncated) {
      xml.put(
          "NextContinuationToken",
          Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }
    var owned = request.parameter("fetch-owner").filter("true"::equals).isPresent();
    contents.forEach((key, object) -> content(xml, "Contents", key, object, owned));
    end(xml, "ListBucketResult");
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw S3Errors.argument("The continuation token provided is incorrect");
    }
  }

  void one() throws IOException {
    var marker = request.parameter("marker").orElse("");
    collect(marker);
    var xml = begin("ListBucketResult").put("Marker", shown(marker));
    if (truncated && !delimiter.isEmpty()) {
      xml.put("NextMarker", shown(last));
    }
    contents.forEach((key, object) -> content(xml, "Contents", key, object, true));
    end(xml, "ListBucketResult");
  }

  void versions() throws IOException {
    var marker = request.parameter("key-marker").orElse("");
    collect(marker);
    var xml = begin("ListVersionsResult").put("KeyMarker", shown(marker));
    if (truncated) {
      xml.put("NextKeyMarker", shown(last)).put("NextVersionIdMarker", "null");
    }
    contents.forEach((key, object) -> content(xml, "Version", key, object, true));
    end(xml, "ListVersionsResult");
  }

  private Xml begin(String root) {
    return new Xml()
        .open(root, Objects.NAMESPACE)
        .put("Name", request.bucket())
        .put("Prefix", shown(prefix))
        .put("Delimiter", Optional.of(delimiter).filter(text -> !text.isEmpty()).map(this::shown))
        .put("MaxKeys", most)
        .put("EncodingType", encoded ? Optional.of("url") : Optional.empty())
        .put("IsTruncated", truncated);
  }

  private void content(Xml xml, String element, String key, StoredObject object, boolean owned) {
    xml.open(element).put("Key", shown(key));
    if (element.equals("Version")) {
      xml.put("VersionId", "null").put("IsLatest", true);
    }
    xml.put("LastModified", Answers.isoTime(object.modified()))
        .put("ETag", Answers.quoted(object.etag()));
    object
        .checksum()
        .ifPresent(sum ->
            xml.put("ChecksumAlgorithm", sum.algorithm().name())
                .put("ChecksumType", sum.kind().name()));
    xml.put("Size", object.size());
    if (owned) {
      xml.open("Owner").put("ID", Objects.OWNER).put("DisplayName", "slipway").close("Owner");
    }
    xml.put("StorageClass", object.headers().getOrDefault("x-amz-storage-class", "STANDARD"))
        .close(element);
  }

  private void end(Xml xml, String root) throws IOException {
    for (var group : prefixes) {
      xml.open("CommonPrefixes").put("Prefix", shown(group)).close("CommonPrefixes");
    }
    Answers.xml(request, xml.close(root));
  }

  private String shown(String key) {
    return encoded
        ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/").replace("*", "%2A")
        : key;
  }
}
