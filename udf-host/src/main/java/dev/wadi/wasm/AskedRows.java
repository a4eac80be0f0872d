package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;

/// The rows of a batch that a function is asked about: all in which nothing is null that it does
/// not take. The guest has no say in this.
final class AskedRows {
  private final List<ColumnShape> arguments;
  private final boolean strict;

  // Of the batch: whether it is all of them; if not, arguments whose nulls the function does not
  // take, and rows with nulls inside of a value.
  private boolean all = true;
  private final List<FieldVector> withNulls = new ArrayList<>();
  private final BitSet hidden = new BitSet();

  AskedRows(List<ColumnShape> arguments, NullHandling nulls) {
    this.arguments = arguments;
    this.strict = nulls == NullHandling.STRICT;
  }

  /// Writes arguments, and which rows are asked for into the place for the result's validity.
  ///
  /// @param output of the arena
  void write(InputArena arena, ArenaColumn output, List<FieldVector> vectors, int rows) {
    if (!all) {
      withNulls.clear();
      hidden.clear();
      all = true;
    }
    for (int i = 0; i < arguments.size(); i++) {
      FieldVector vector = vectors.get(i);
      if (arena.writeArgument(i, vector, rows) > 0 && (strict || !arguments.get(i).nullable())) {
        withNulls.add(vector);
        all = false;
      }
    }
    if (arena.takeHiddenNulls()) {
      findHidden(vectors, rows);
      all = hidden.isEmpty() && all;
    }
    int asked = mark(arena.home() + output.validity(), rows);
    arena.writeOutput(rows, rows - asked);
  }

  /// The rows that are asked for, ascending, of a function that does not get to see the others.
  int[] rows(List<FieldVector> vectors, int rows) {
    return IntStream.range(0, rows).filter(row -> takes(vectors, row)).toArray();
  }

  private boolean takes(List<FieldVector> vectors, int row) {
    for (int i = 0; i < arguments.size(); i++) {
      boolean refused =
          strict && vectors.get(i).isNull(row)
              || isOrHidesNull(arguments.get(i), vectors.get(i), row);
      if (refused) {
        return false;
      }
    }
    return true;
  }

  private void findHidden(List<FieldVector> vectors, int rows) {
    for (int i = 0; i < arguments.size(); i++) {
      for (int row = 0; row < rows; row++) {
        hidden.set(row, hidden.get(row) || hidesNull(arguments.get(i), vectors.get(i), row));
      }
    }
  }

  private static boolean hidesNull(ColumnShape shape, FieldVector vector, int row) {
    if (!shape.nested() || vector.isNull(row)) {
      return false;
    }
    if (shape.struct()) {
      for (int i = 0; i < shape.children().size(); i++) {
        if (isOrHidesNull(shape.children().get(i), ArenaWriter.field(vector, i), row)) {
          return true;
        }
      }
      return false;
    }
    int end = vector.getOffsetBuffer().getInt(4L * (row + 1));
    for (int item = vector.getOffsetBuffer().getInt(4L * row); item < end; item++) {
      if (isOrHidesNull(shape.children().getFirst(), ArenaWriter.items(vector), item)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOrHidesNull(ColumnShape shape, FieldVector vector, int row) {
    return vector.isNull(row) ? !shape.nullable() : hidesNull(shape, vector, row);
  }

  /// Leaves out rows that the guest rejects.
  void reject(List<Rejection> rejected) {
    for (Rejection rejection : rejected) {
      hidden.set(rejection.row());
    }
    all = false;
  }

  /// Sets the bits of the rows that are asked for.
  ///
  /// @return how many they are
  int mark(long bitmap, int rows) {
    Bits.setAll(bitmap, rows);
    return all ? rows : unmark(bitmap, rows);
  }

  private int unmark(long bitmap, int rows) {
    for (FieldVector vector : withNulls) {
      Bits.and(bitmap, vector.getValidityBuffer().memoryAddress(), rows);
    }
    hidden.stream().forEach(row -> Bits.clear(bitmap, row));
    return Bits.countSet(bitmap, rows);
  }
}
