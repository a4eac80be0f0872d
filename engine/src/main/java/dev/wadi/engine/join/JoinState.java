package dev.wadi.engine.join;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Kept rows as rows of state: the columns of both sides, those of the other side null, then the
/// side, how many matches the row has, and when it expires.
final class JoinState {
  private static final int EXTRA = 3;

  private JoinState() {}

  /// Writes the kept rows of both sides.
  static void writeAll(
      Plan.JoinInput[] sides,
      KeptRows[] kept,
      OperatorContext context,
      Operator.StateWriter writer) {
    for (int side = 0; side < sides.length; side++) {
      Selection live = kept[side].liveRows();
      for (int from = 0; from < live.count(); from += context.batchRows()) {
        int to = Math.min(live.count(), from + context.batchRows());
        int[] rows = Arrays.copyOfRange(live.rows(), from, to);
        writer.write(write(sides, side, kept[side], new Selection(rows, rows.length), context));
      }
    }
  }

  private static Batch write(
      Plan.JoinInput[] sides, int side, KeptRows kept, Selection rows, OperatorContext context) {
    List<Column> columns = new ArrayList<>();
    for (int s = 0; s < sides.length; s++) {
      if (s == side) {
        kept.columns()
            .forEach(column -> columns.add(Gather.rows(column, rows, context.allocator())));
      } else {
        for (Field field : sides[s].plan().schema().getFields()) {
          columns.add(Gather.nulls(field, rows.count(), context.allocator()));
        }
      }
    }
    columns.add(longs(rows, _ -> side, context));
    columns.add(longs(rows, kept::matches, context));
    columns.add(longs(rows, kept::expiry, context));
    return Batch.of(columns, rows.count());
  }

  private static Column longs(Selection rows, IntToLongFunction value, OperatorContext context) {
    BigIntVector vector = new BigIntVector("", context.allocator());
    vector.allocateNew(Math.max(1, rows.count()));
    for (int i = 0; i < rows.count(); i++) {
      vector.set(i, value.applyAsLong(rows.row(i)));
    }
    vector.setValueCount(rows.count());
    return Column.of(vector);
  }

  /// The rows of one side, with its columns; to be released by the caller.
  static Batch rows(Plan.JoinInput[] sides, int side, Batch state) {
    MemorySegment sideOfRow = state.column(state.columns().size() - EXTRA).data();
    int[] rows = new int[state.rowCount()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = state.row(i);
      if (sideOfRow.getAtIndex(ValueLayout.JAVA_LONG, row) == side) {
        rows[count++] = row;
      }
    }
    int first = side == 0 ? 0 : sides[0].plan().schema().getFields().size();
    int width = sides[side].plan().schema().getFields().size();
    List<Column> columns = state.columns().subList(first, first + width);
    columns.forEach(Column::retain);
    return Batch.of(columns, state.physicalRowCount(), new Selection(rows, count));
  }

  /// How many matches each physical row has.
  static long[] matches(Batch state) {
    return state
        .column(state.columns().size() - EXTRA + 1)
        .data()
        .asSlice(0, 8L * state.physicalRowCount())
        .toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }

  /// When rows expire, in their order.
  static long[] expiries(Batch state, Selection rows) {
    MemorySegment times = state.column(state.columns().size() - 1).data();
    long[] expiries = new long[rows.count()];
    for (int i = 0; i < expiries.length; i++) {
      expiries[i] = times.getAtIndex(ValueLayout.JAVA_LONG, rows.row(i));
    }
    return expiries;
  }
}
