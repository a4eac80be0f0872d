package dev.wadi.connectors.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Names of folders that say what value a column has in all rows below: `column=value`, as Hive
/// calls them.
///
/// What might mean something to a file system or a reader, and all that is not ASCII, is written as
/// `%` and two hexadecimal digits for each byte of UTF-8: a value can neither leave the folder that
/// it belongs to, nor depends its name on the settings of the machine.
final class FolderName {
  /// Stands for NULL, and for a text of no characters.
  static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

  private static final String ESCAPED = "\"#%'*/:=?\\{}[]^|<>&;$`!";

  private FolderName() {}

  /// Appends `column=value`.
  ///
  /// @param value perhaps empty, which stands for none
  static void append(StringBuilder path, String column, String value) {
    escape(path, column);
    path.append('=');
    if (value.isEmpty()) {
      path.append(NO_VALUE);
    } else {
      escape(path, value);
    }
  }

  private static void escape(StringBuilder path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int character = bytes[i] & 0xff;
      boolean hides = i == 0 && character == '.';
      if (character <= ' ' || character >= 0x7f || hides || ESCAPED.indexOf(character) >= 0) {
        path.append(String.format(Locale.ROOT, "%%%02X", character));
      } else {
        path.append((char) character);
      }
    }
  }

  /// Whether readers pass over files and folders of this name.
  static boolean isHidden(String name) {
    return name.startsWith(".")
        || name.startsWith("_") && name.indexOf('=') < 0 && !name.equals(NO_VALUE);
  }
}
