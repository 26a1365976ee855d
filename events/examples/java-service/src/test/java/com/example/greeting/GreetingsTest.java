package com.example.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GreetingsTest {
  @Test
  void greetsByName() {
    assertEquals("Hello, Ada", Greetings.of(" Ada "));
  }

  @Test
  void greetsTheWorldWhereNobodyIsNamed() {
    assertEquals("Hello, world", Greetings.of(""));
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertThrows(IllegalArgumentException.class, () -> Greetings.of("a".repeat(41)));
  }
}
