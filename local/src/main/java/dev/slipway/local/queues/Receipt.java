package dev.slipway.local.queues;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// What a receiver holds to delete a message: it names the message and which of its receives it
/// was.
record Receipt(long position, String id, int receive) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f-]{36}):(\\d{1,9})");

  static Receipt of(Entry entry) {
    return new Receipt(entry.position, entry.id, entry.receives);
  }

  /// @throws dev.slipway.local.wire.AwsError `ReceiptHandleIsInvalid`
  static Receipt read(String handle) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(handle), StandardCharsets.UTF_8);
      var match = FORM.matcher(text);
      if (match.matches()) {
        return new Receipt(
            Long.parseLong(match.group(1)), match.group(2), Integer.parseInt(match.group(3)));
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw QueueErrors.receipt(handle);
  }

  String handle() {
    var text = "%d:%s:%d".formatted(position, id, receive);
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
