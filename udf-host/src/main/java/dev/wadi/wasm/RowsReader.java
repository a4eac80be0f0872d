package dev.wadi.wasm;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// Takes the rows that a table function made out of a guest's memory: copied first, then checked.
final class RowsReader {
  private final ArenaColumn output;
  private final GuestColumns columns;
  private final long bytesMax;
  private int last;

  RowsReader(ArenaColumn output, GuestInstance guest) {
    this.output = output;
    this.columns = new GuestColumns(guest.memory());
    this.bytesMax = guest.outputBytes();
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
    columns.start(home, bytesMax);
    long made = columns.length(output);
    if (made < 0 || made > rowsMax) {
      throw ResultReader.bad("it has %d rows, at most %d were asked for".formatted(made, rowsMax));
    }
    columns.checkLength(output, made);
    int rows = (int) made;
    columns.readColumn(output.children[0], rows, origins);
    for (int i = 0; i < vectors.size(); i++) {
      columns.readColumn(output.children[i + 1], rows, vectors.get(i));
    }
    checkOrigins(origins, batchRows);
    return rows;
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
