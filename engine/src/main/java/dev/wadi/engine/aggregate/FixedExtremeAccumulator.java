package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// MIN and MAX (and, on booleans, BOOL_AND and BOOL_OR) of types of at most 8 bytes. Values are
/// kept as longs that compare like the values do. NaN is greater than all numbers. State: the
/// result.
final class FixedExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray best;
  private final StateArray seen;
  private final Numbers numbers = new Numbers();

  /// @param greatest MAX, otherwise MIN
  FixedExtremeAccumulator(boolean greatest, Field type, BufferAllocator allocator) {
    this.greatest = greatest;
    this.type = type;
    this.allocator = allocator;
    this.best = new StateArray(allocator);
    this.seen = new StateArray(allocator);
  }

  static boolean supports(Field type) {
    return switch (type.getType()) {
      case ArrowType.Bool _,
          ArrowType.Int _,
          ArrowType.FloatingPoint _,
          ArrowType.Date _,
          ArrowType.Time _,
          ArrowType.Timestamp _,
          ArrowType.Duration _ ->
          true;
      case ArrowType.Interval interval ->
          interval.getUnit() == org.apache.arrow.vector.types.IntervalUnit.YEAR_MONTH;
      default -> false;
    };
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    best.grow(groupCount);
    seen.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    boolean nulls = argument.hasNulls();
    long[] values = comparable(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (nulls && argument.isNull(rows.row(i))) {
        continue;
      }
      int group = groups[i];
      long value = values[i];
      if (seen.get(group) == 0 || greatest == value > best.get(group)) {
        best.set(group, value);
        seen.set(group, 1);
      }
    }
  }

  private long[] comparable(Column column, Selection rows) {
    if (column.vector() instanceof BitVector) {
      MemorySegment bits = column.data();
      long[] values = new long[rows.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Bits.get(bits, rows.row(i)) ? 1 : 0;
      }
      return values;
    }
    if (type.getType() instanceof ArrowType.FloatingPoint) {
      double[] doubles = numbers.doubles(column, rows);
      long[] values = new long[rows.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = flip(Double.doubleToLongBits(doubles[i] + 0.0));
      }
      return values;
    }
    long[] values = numbers.longs(column, rows);
    if (Numbers.isUnsigned(column)) {
      for (int i = 0; i < rows.count(); i++) {
        values[i] ^= Long.MIN_VALUE;
      }
    }
    return values;
  }

  // The bits of doubles compare like the doubles, but for negative ones the other way round.
  private static long flip(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    update(states, rows, groups);
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(result(from, to));
  }

  @Override
  public Column result(int from, int to) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, to - from, allocator);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    MemorySegment validity = Column.segment(vector.getValidityBuffer());
    int width = vector instanceof BitVector ? 0 : vector.getTypeWidth();
    for (int i = 0; i < to - from; i++) {
      write(data, width, i, best.get(from + i));
      Bits.set(validity, i, seen.get(from + i) != 0);
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }

  private void write(MemorySegment data, int width, int index, long comparable) {
    long value =
        switch (type.getType()) {
          case ArrowType.FloatingPoint f when f.getPrecision() == FloatingPointPrecision.SINGLE ->
              Float.floatToRawIntBits((float) Double.longBitsToDouble(flip(comparable)));
          case ArrowType.FloatingPoint _ -> flip(comparable);
          case ArrowType.Int whole when !whole.getIsSigned() -> comparable ^ Long.MIN_VALUE;
          default -> comparable;
        };
    switch (width) {
      case 0 -> Bits.set(data, index, value != 0);
      case 1 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case 2 -> data.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) value);
      case 4 -> data.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
      default -> data.setAtIndex(ValueLayout.JAVA_LONG, index, value);
    }
  }

  @Override
  public void close() {
    best.close();
    seen.close();
  }
}
