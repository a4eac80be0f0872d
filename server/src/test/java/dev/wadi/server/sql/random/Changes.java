package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Rows on detours: some are added, taken back and added again, or replaced by themselves.
final class Changes {
  private Changes() {}

  /// Lines with their signs, of which the rows of a feed are left.
  static List<String> of(Tables.Feed feed, Choice choice) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : feed.rows()) {
      String line = feed.table().line(row);
      lines.add("+I, " + line);
      if (choice.oneIn(4)) {
        lines.add("-D, " + line);
        lines.add("+I, " + line);
      } else if (choice.oneIn(4)) {
        lines.add("-U, " + line);
        lines.add("+U, " + line);
      }
    }
    return lines;
  }
}
