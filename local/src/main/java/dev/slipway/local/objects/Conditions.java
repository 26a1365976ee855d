package dev.slipway.local.objects;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/// What must hold of an object before something is done, by the conditional headers of HTTP.
///
/// @param header reads a request's header
record Conditions(Function<String, Optional<String>> header) {
  static final Conditions NONE = new Conditions(_ -> Optional.empty());

  /// For writing: `If-None-Match: *` and `If-Match`.
  ///
  /// @throws dev.slipway.local.wire.AwsError when the object that is there, or is not, forbids it
  void check(Optional<StoredObject> there) {
    var none = header.apply("If-None-Match");
    if (none.isPresent() && !none.get().equals("*")) {
      throw S3Errors.request(
          "NotImplemented", "If-None-Match takes only * when an object is written");
    }
    if (none.isPresent() && there.isPresent()) {
      throw S3Errors.precondition();
    }
    var match = header.apply("If-Match");
    if (match.isPresent()) {
      var etag = there.orElseThrow(S3Errors::noKey).etag();
      if (!matches(match.get(), etag)) {
        throw S3Errors.precondition();
      }
    }
  }

  /// For reading.
  ///
  /// @return whether the reader has it already, so that `304` is the answer
  boolean isKnown(StoredObject object) {
    var second = object.modified().truncatedTo(ChronoUnit.SECONDS);
    var match = header.apply("If-Match");
    if (match.isPresent()) {
      if (!matches(match.get(), object.etag())) {
        throw S3Errors.precondition();
      }
    } else if (time("If-Unmodified-Since").filter(second::isAfter).isPresent()) {
      throw S3Errors.precondition();
    }
    var none = header.apply("If-None-Match");
    if (none.isPresent()) {
      return matches(none.get(), object.etag());
    }
    return time("If-Modified-Since").filter(since -> !second.isAfter(since)).isPresent();
  }

  /// A source that the reader knows already is a failed condition when it is to be copied.
  void checkSource(StoredObject source) {
    var named =
        new Conditions(
            name -> header.apply("x-amz-copy-source-" + name.toLowerCase(java.util.Locale.ROOT)));
    if (named.isKnown(source)) {
      throw S3Errors.precondition();
    }
  }

  private static boolean matches(String asked, String etag) {
    for (var one : asked.split(",", -1)) {
      var plain = one.strip().replaceFirst("^W/", "").replace("\"", "");
      if (plain.equals("*") || plain.equals(etag)) {
        return true;
      }
    }
    return false;
  }

  /// A time that cannot be read is as good as none.
  private Optional<Instant> time(String name) {
    return header
        .apply(name)
        .flatMap(text -> {
          try {
            return Optional.of(
                ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
          } catch (DateTimeException _) {
            return Optional.empty();
          }
        });
  }
}
