package dev.slipway.local.states.chance;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Where everything random comes from: ids, tokens, jitter and the random functions.
public interface Chance {
  String uuid();

  /// A generator of numbers. It may be shared by threads.
  RandomGenerator numbers();

  /// Draws everything from one generator, so that one seed gives one run.
  static Chance from(RandomGenerator numbers) {
    return new Chance() {
      @Override
      public synchronized String uuid() {
        var high = (numbers.nextLong() & ~0xF000L) | 0x4000L;
        var low = (numbers.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
      }

      @Override
      public RandomGenerator numbers() {
        return numbers;
      }
    };
  }
}
