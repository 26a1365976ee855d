package dev.slipway.local.objects;

import dev.slipway.local.wire.Xml;
import dev.slipway.local.wire.XmlNode;
import java.util.Map;
import java.util.TreeMap;

/// Labels on an object.
final class Tags {
  private static final int MOST = 10;

  private Tags() {}

  static Map<String, String> checked(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw S3Errors.request("BadRequest", "Object tags cannot be greater than 10");
    }
    tags.forEach((key, value) -> {
      if (key.isEmpty() || key.length() > 128) {
        throw S3Errors.request("InvalidTag", "The TagKey you have provided is invalid");
      }
      if (value.length() > 256) {
        throw S3Errors.request("InvalidTag", "The TagValue you have provided is invalid");
      }
    });
    return tags;
  }

  static Map<String, String> read(XmlNode tagging) {
    var tags = new TreeMap<String, String>();
    var set = tagging.first("TagSet").orElseThrow(S3Errors::malformed);
    for (var tag : set.all("Tag")) {
      var key = tag.textOf("Key").orElseThrow(S3Errors::malformed);
      if (tags.put(key, tag.textOf("Value").orElse("")) != null) {
        throw S3Errors.request("InvalidTag", "Cannot provide multiple Tags with the same key");
      }
    }
    return checked(tags);
  }

  static Xml write(Map<String, String> tags) {
    var xml = new Xml().open("Tagging", Objects.NAMESPACE).open("TagSet");
    tags.forEach((key, value) -> xml.open("Tag").put("Key", key).put("Value", value).close("Tag"));
    return xml.close("TagSet").close("Tagging");
  }
}
