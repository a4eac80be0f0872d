package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Finds a table's columns among the names in a file's first line.
final class CsvHeader {
  private CsvHeader() {}

  /// The field of each column: the one of the same name, or else the only one that differs in case.
  ///
  /// @throws BadValue if there is none
  static List<Integer> match(List<String> names, List<Field> columns) {
    return columns.stream().map(column -> find(names, column.getName())).toList();
  }

  private static int find(List<String> names, String column) {
    int exact = names.indexOf(column);
    if (exact >= 0 && names.lastIndexOf(column) == exact) {
      return exact;
    }
    int[] similar =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).strip().equalsIgnoreCase(column))
            .toArray();
    if (similar.length != 1) {
      throw new BadValue(
          "%s column '%s' among: %s"
              .formatted(
                  similar.length == 0 ? "no" : "more than one", column, String.join(", ", names)));
    }
    return similar[0];
  }
}
