package dev.wadi.engine.over;

import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Column;
import java.math.BigDecimal;
import java.util.List;

/// The frame of each row as a range of rows.
///
/// @param to exclusive; never less than `from`
record Frames(int[] from, int[] to) {

  static Frames of(Partitions partitions, Frame frame, List<SortKey> order) {
    int[] from = bounds(partitions, frame.rows(), frame.lower(), order, true);
    int[] to = bounds(partitions, frame.rows(), frame.upper(), order, false);
    for (int row = 0; row < from.length; row++) {
      to[row] = Math.max(from[row], to[row]);
    }
    return new Frames(from, to);
  }

  private static int[] bounds(
      Partitions partitions, boolean rows, Frame.Bound bound, List<SortKey> order, boolean lower) {
    return switch (bound) {
      case Frame.Bound.Unbounded _ ->
          (lower ? partitions.partitionStart() : partitions.partitionEnd()).clone();
      case Frame.Bound.Offset offset when rows -> byRows(partitions, offset.distance(), lower);
      case Frame.Bound.Offset offset when offset.distance().signum() == 0 ->
          (lower ? partitions.peerStart() : partitions.peerEnd()).clone();
      case Frame.Bound.Offset offset ->
          byRange(partitions, offset.distance(), order.getFirst(), lower);
    };
  }

  private static int[] byRows(Partitions partitions, BigDecimal distance, boolean lower) {
    BigDecimal most = BigDecimal.valueOf(Integer.MAX_VALUE);
    long offset = distance.max(most.negate()).min(most).longValue() + (lower ? 0 : 1);
    int[] bounds = new int[partitions.count()];
    for (int row = 0; row < bounds.length; row++) {
      bounds[row] =
          Math.clamp(
              row + offset, partitions.partitionStart()[row], partitions.partitionEnd()[row]);
    }
    return bounds;
  }

  // Rows whose key is null are only in the frames of each other.
  private static int[] byRange(
      Partitions partitions, BigDecimal distance, SortKey key, boolean lower) {
    Column column = partitions.rows().column(key.column());
    RangeKey values = RangeKey.of(column, distance, key.descending());
    int[] bounds = new int[partitions.count()];
    for (int row = 0; row < bounds.length; row++) {
      bounds[row] =
          column.isNull(row)
              ? (lower ? partitions.peerStart() : partitions.peerEnd())[row]
              : find(partitions, column, values, row, lower);
    }
    return bounds;
  }

  // The first row that is not before the bound, or the first that is behind it.
  private static int find(
      Partitions partitions, Column column, RangeKey values, int row, boolean lower) {
    int low = partitions.partitionStart()[row];
    int high = partitions.partitionEnd()[row];
    if (column.isNull(low)) {
      low = partitions.peerEnd()[low];
    }
    if (column.isNull(high - 1)) {
      high = partitions.peerStart()[high - 1];
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = values.compare(middle, row);
      if (lower ? order >= 0 : order > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
