package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.List;

/// The rows that are left of a changelog.
public final class ChangingTable {
  private final List<String> rows = new ArrayList<>();

  /// @param changes rows whose last column is a code of a change kind
  /// @throws IllegalStateException if a row is taken back that is not here
  public void apply(List<String> changes) {
    for (String change : changes) {
      int end = change.lastIndexOf(", ");
      String row = change.substring(0, end);
      if (!ChangeKind.retracts(Byte.parseByte(change.substring(end + 2)))) {
        rows.add(row);
      } else if (!rows.remove(row)) {
        throw new IllegalStateException("taken back, but not here: " + row);
      }
    }
  }

  /// The rows in the order of their texts.
  public List<String> sorted() {
    return rows.stream().sorted().toList();
  }
}
