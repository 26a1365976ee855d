package dev.slipway.local.time;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The one source of ids and of chance; a test gives it a seed and gets the same ids again.
public final class Chance {
  private final RandomGenerator random;

  private Chance(RandomGenerator random) {
    this.random = random;
  }

  /// What nobody can guess.
  public static Chance ofTheMachine() {
    return new Chance(new SecureRandom());
  }

  public static Chance seeded(long seed) {
    return new Chance(new Random(seed));
  }

  /// A random UUID, version 4.
  public String uuid() {
    var high = (random.nextLong() & ~0xF000L) | 0x4000L;
    var low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low).toString();
  }

  /// That many characters of the alphabet.
  public String text(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (var i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /// The numbers themselves. They may be drawn by several threads.
  public RandomGenerator numbers() {
    return random;
  }

  /// At least zero and less than the bound.
  public int below(int bound) {
    return random.nextInt(bound);
  }
}
