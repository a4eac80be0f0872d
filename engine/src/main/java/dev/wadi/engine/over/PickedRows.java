package dev.wadi.engine.over;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.Schema;

/// Window functions that pick the value of another row.
final class PickedRows {
  private static final int NONE = -1;

  private final Partitions partitions;
  private final BufferAllocator allocator;

  PickedRows(Partitions partitions, BufferAllocator allocator) {
    this.partitions = partitions;
    this.allocator = allocator;
  }

  Column shifted(OverCall.Shift call) {
    Column argument = partitions.rows().column(call.argument());
    int[] counting = counting(argument, call.ignoreNulls());
    int[] picked = new int[partitions.count()];
    for (int row = 0; row < picked.length; row++) {
      Long distance = number(call.distance(), row);
      int found =
          distance == null ? NONE : shifted(counting, row, call.back() ? -distance : distance);
      // A NULL distance has no result; a row that is not there has the other one.
      boolean other = found == NONE && distance != null && call.otherwise() >= 0;
      picked[row] = other ? picked.length + row : found;
    }
    if (call.otherwise() < 0) {
      return Gather.rowsOrNull(argument, picked, allocator);
    }
    return fromBoth(call, argument, partitions.rows().column(call.otherwise()), picked);
  }

  private int shifted(int[] counting, int row, long distance) {
    if (distance == 0) {
      return row;
    }
    int here = firstFrom(counting, distance < 0 ? row : row + 1);
    long place = here + distance + (distance < 0 ? 0 : -1);
    if (place < 0 || place >= counting.length) {
      return NONE;
    }
    int found = counting[(int) place];
    boolean inside =
        found >= partitions.partitionStart()[row] && found < partitions.partitionEnd()[row];
    return inside ? found : NONE;
  }

  private Column fromBoth(OverCall.Shift call, Column argument, Column otherwise, int[] picked) {
    try (var both = new BatchBuilder(new Schema(List.of(call.type())), allocator)) {
      for (Column column : List.of(argument, otherwise)) {
        try (Batch batch = Batch.of(List.of(column.retain()), column.rowCount())) {
          both.append(batch, null);
        }
      }
      return Gather.rowsOrNull(both.view().getFirst(), picked, allocator);
    }
  }

  Column nth(OverCall.Nth call, Frames frames) {
    Column argument = partitions.rows().column(call.argument());
    int[] counting = counting(argument, call.ignoreNulls());
    int[] picked = new int[partitions.count()];
    for (int row = 0; row < picked.length; row++) {
      Long place = number(call.place(), row);
      if (place != null && place <= 0) {
        throw RankColumns.notPositive("nth_value", place);
      }
      int from = firstFrom(counting, frames.from()[row]);
      int to = firstFrom(counting, frames.to()[row]);
      boolean found = place != null && place <= to - from;
      int index = !found ? NONE : (int) (call.last() ? to - place : from + place - 1);
      picked[row] = found ? counting[index] : NONE;
    }
    return Gather.rowsOrNull(argument, picked, allocator);
  }

  /// The number of a column that says how far, one if there is no such column.
  private Long number(int column, int row) {
    if (column < 0) {
      return 1L;
    }
    var numbers = (BigIntVector) partitions.rows().column(column).vector();
    return numbers.isNull(row) ? null : numbers.get(row);
  }

  // The rows that count, ascending.
  private int[] counting(Column argument, boolean ignoreNulls) {
    IntStream rows = IntStream.range(0, partitions.count());
    return ignoreNulls && argument.hasNulls()
        ? rows.filter(row -> !argument.isNull(row)).toArray()
        : rows.toArray();
  }

  // The place of the first of the rows that is not before one.
  private static int firstFrom(int[] counting, int row) {
    int found = Arrays.binarySearch(counting, row);
    return found >= 0 ? found : -found - 1;
  }
}
