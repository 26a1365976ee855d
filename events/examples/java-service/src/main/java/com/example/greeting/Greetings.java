package com.example.greeting;

/** What is said to whom. */
final class Greetings {
  private static final int LONGEST_NAME = 40;

  private Greetings() {}

  static String of(String name) {
    var stripped = name.strip();
    if (stripped.isEmpty()) {
      return "Hello, world";
    }
    if (stripped.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name has at most " + LONGEST_NAME + " characters");
    }
    return "Hello, " + stripped;
  }
}
