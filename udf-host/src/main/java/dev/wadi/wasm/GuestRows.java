package dev.wadi.wasm;

import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// Takes rows out of a guest's memory, of which it says itself how many they are: copied first,
/// then checked.
final class GuestRows {
  private final ArenaColumn output;
  private final GuestColumns columns;
  private final long bytesMax;

  /// @param output a batch
  GuestRows(ArenaColumn output, GuestInstance guest) {
    this.output = output;
    this.columns = new GuestColumns(guest.memory());
    this.bytesMax = guest.outputBytes();
  }

  /// Fills vectors with the rows that lie in an arena.
  ///
  /// @param home the arena's machine address
  /// @param rowsMax how many they may be
  /// @return how many they are
  int read(long home, int rowsMax, List<FieldVector> vectors) {
    columns.start(home, bytesMax);
    long made = columns.length(output);
    if (made < 0 || made > rowsMax) {
      throw ResultReader.bad("it has %d rows, at most %d were asked for".formatted(made, rowsMax));
    }
    columns.checkLength(output, made);
    int rows = (int) made;
    for (int i = 0; i < vectors.size(); i++) {
      columns.readColumn(output.children[i], rows, vectors.get(i));
    }
    return rows;
  }
}
