package dev.slipway.runner;

/// A text that may be read for so long only, so that a pattern that goes back and forth comes to an
/// end.
final class PatientText implements CharSequence {
  /// More than any pattern needs that reads a line a few times, less than a second.
  private static final int MOST_READS = 5_000_000;

  private final String text;
  private int reads;

  /// A pattern tries for too long.
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  PatientText(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++reads > MOST_READS) {
      throw new TooLongException();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
