package dev.wadi.server.pipeline;

import java.security.SecureRandom;

/// Makes and writes identifiers: those that nobody can guess and that are safe in addresses and
/// file names, such as `pl_4k2v0x9qfh1t`, and those of SQL.
final class Identifiers {
  // Without letters that look like digits.
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Identifiers() {}

  /// @param prefix the kind of thing: `pl`, `job`, `table`
  static String next(String prefix) {
    var text = new StringBuilder(prefix).append('_');
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
    return text.toString();
  }

  /// A name as SQL has it.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
