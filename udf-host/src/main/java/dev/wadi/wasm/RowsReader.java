package dev.wadi.wasm;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// Takes the rows that a table function made out of a guest's memory: copied first, then checked.
final class RowsReader {
  private final GuestRows rows;
  private int last;

  RowsReader(ArenaColumn output, GuestInstance guest) {
    this.rows = new GuestRows(output, guest);
  }

  /// Begins with a batch.
  void begin() {
    last = 0;
  }

  /// Fills vectors with the rows that lie in an arena.
  ///
  /// @param home the arena's machine address
  /// @param rowsMax how many they may be
  /// @param batchRows how many rows they may be made of
  /// @return how many they are
  int read(long home, int rowsMax, int batchRows, IntVector origins, List<FieldVector> vectors) {
    List<FieldVector> columns = new ArrayList<>();
    columns.add(origins);
    columns.addAll(vectors);
    int made = rows.read(home, rowsMax, columns);
    checkOrigins(origins, batchRows);
    return made;
  }

  private void checkOrigins(IntVector origins, int batchRows) {
    for (int i = 0; i < origins.getValueCount(); i++) {
      int row = origins.get(i);
      if (row < last || row >= batchRows) {
        throw ResultReader.bad(
            "row %d is made of row %d of the arguments, after %d and of %d"
                .formatted(i, row, last, batchRows));
      }
      last = row;
    }
  }
}
