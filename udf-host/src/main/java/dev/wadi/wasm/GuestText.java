package dev.wadi.wasm;

/// Text that a guest made up, as messages may show it: not too long, and on one line.
final class GuestText {
  private static final int LENGTH_MAX = 200;

  private GuestText() {}

  /// A part of a message.
  static String shown(String text) {
    return text.length() <= LENGTH_MAX
        ? printable(text)
        : printable(text.substring(0, LENGTH_MAX)) + "...";
  }

  /// With `?` for what a terminal or a log would obey.
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }
}
