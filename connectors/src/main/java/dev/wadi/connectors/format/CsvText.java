package dev.wadi.connectors.format;

import java.nio.charset.StandardCharsets;

/// A record of a CSV file as it stands there, put together again from its fields: the parser does
/// not keep it.
final class CsvText {
  private static final char QUOTE = '"';

  private final char delimiter;
  private final StringBuilder text = new StringBuilder();
  private boolean empty = true;

  CsvText(char delimiter) {
    this.delimiter = delimiter;
  }

  /// The next record begins.
  void clear() {
    text.setLength(0);
    empty = true;
  }

  void add(char[] characters, int offset, int length, boolean quoted) {
    if (!empty) {
      text.append(delimiter);
    }
    empty = false;
    if (!quoted) {
      text.append(characters, offset, length);
      return;
    }
    text.append(QUOTE);
    for (int i = offset; i < offset + length; i++) {
      if (characters[i] == QUOTE) {
        text.append(QUOTE);
      }
      text.append(characters[i]);
    }
    text.append(QUOTE);
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
