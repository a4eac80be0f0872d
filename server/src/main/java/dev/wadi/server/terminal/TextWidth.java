package dev.wadi.server.terminal;

/// How many columns of a terminal a text takes: characters of East Asia and pictures take two,
/// marks that are set over others none.
final class TextWidth {
  // First and last of each range; from the property East_Asian_Width of Unicode, roughly.
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD},
  };
  // Those before take one column each.
  private static final int FIRST_UNUSUAL = 0x300;

  private TextWidth() {}

  static int of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_UNUSUAL) {
        return text.codePoints().map(TextWidth::of).sum();
      }
    }
    return text.length();
  }

  private static int of(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  private static boolean isWide(int character) {
    for (int[] range : WIDE) {
      if (character >= range[0] && character <= range[1]) {
        return true;
      }
    }
    return false;
  }

  /// The beginning of a text that fits into so many columns.
  static String beginning(String text, int columns) {
    int width = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      width += of(character);
      if (width > columns) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }
}
