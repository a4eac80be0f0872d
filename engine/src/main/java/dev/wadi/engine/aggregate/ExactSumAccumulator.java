package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// SUM of decimals and AVG of decimals, whole numbers and intervals, with sums of 128 bits, so that
/// the result does not depend on the order of rows. State: sum and count.
final class ExactSumAccumulator implements Accumulator {
  private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

  private final Field type;
  private final boolean average;
  private final int scale;
  private final BufferAllocator allocator;
  private final StateArray lows;
  private final StateArray highs;
  private final StateArray counts;
  private final Numbers numbers = new Numbers();

  /// @param average whether the result is the mean, a DOUBLE or an interval
  ExactSumAccumulator(Field type, Field argument, boolean average, BufferAllocator allocator) {
    this.type = type;
    this.average = average;
    this.scale = argument.getType() instanceof ArrowType.Decimal decimal ? decimal.getScale() : 0;
    this.allocator = allocator;
    this.lows = new StateArray(allocator);
    this.highs = new StateArray(allocator);
    this.counts = new StateArray(allocator);
  }

  private Field sumField() {
    return new Field("", FieldType.nullable(new ArrowType.Decimal(38, scale, 128)), null);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(sumField(), StateColumn.INT64);
  }

  @Override
  public void grow(int groupCount) {
    lows.grow(groupCount);
    highs.grow(groupCount);
    counts.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, -1);
  }

  private void add(Column argument, Selection rows, int[] groups, int sign) {
    boolean nulls = argument.hasNulls();
    boolean decimal = argument.field().getType() instanceof ArrowType.Decimal;
    boolean unsigned = Numbers.isUnsigned(argument);
    MemorySegment data = argument.data();
    long[] values = decimal ? null : numbers.longs(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (nulls && argument.isNull(row)) {
        continue;
      }
      if (decimal) {
        addDecimal(groups[i], data, row, sign);
      } else {
        addSigned(groups[i], values[i], unsigned ? 0 : values[i] >> 63, sign);
      }
      counts.set(groups[i], counts.get(groups[i]) + sign);
    }
  }

  private void addDecimal(int group, MemorySegment data, int row, int sign) {
    long low = data.getAtIndex(ValueLayout.JAVA_LONG, 2L * row);
    long high = data.getAtIndex(ValueLayout.JAVA_LONG, 2L * row + 1);
    addSigned(group, low, high, sign);
  }

  // A number of 38 digits is never the one whose negation overflows.
  private void addSigned(int group, long low, long high, int sign) {
    if (sign > 0) {
      add(group, low, high);
    } else {
      add(group, -low, low == 0 ? -high : ~high);
    }
  }

  private void add(int group, long low, long high) {
    long sumLow = lows.get(group) + low;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    long before = highs.get(group);
    long sumHigh = before + high + carry;
    if (((before ^ sumHigh) & (high ^ sumHigh)) < 0) {
      throw overflow();
    }
    lows.set(group, sumLow);
    highs.set(group, sumHigh);
  }

  private static WadiException overflow() {
    return new WadiException(ErrorCode.NUMERIC_OVERFLOW, "a sum does not fit into 38 digits")
        .withHint("cast the argument to DOUBLE");
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    MemorySegment sums = states.get(0).data();
    long[] partialCounts = numbers.longs(states.get(1), rows);
    for (int i = 0; i < rows.count(); i++) {
      addDecimal(groups[i], sums, rows.row(i), 1);
      counts.set(groups[i], counts.get(groups[i]) + partialCounts[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        sums(sumField(), Selection.range(from, to), group -> true),
        StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
  }

  private Column sums(Field field, Selection groups, IntPredicate present) {
    BaseFixedWidthVector vector = StateColumn.allocate(field, groups.count(), allocator);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    MemorySegment validity = Column.segment(vector.getValidityBuffer());
    for (int i = 0; i < groups.count(); i++) {
      int group = groups.row(i);
      if (sum(group).abs().compareTo(LIMIT) >= 0) {
        throw overflow();
      }
      data.setAtIndex(ValueLayout.JAVA_LONG, 2L * i, lows.get(group));
      data.setAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1, highs.get(group));
      Bits.set(validity, i, present.test(group));
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  private BigInteger sum(int group) {
    BigInteger low = BigInteger.valueOf(lows.get(group) >>> 1).shiftLeft(1);
    return BigInteger.valueOf(highs.get(group))
        .shiftLeft(64)
        .add(low)
        .add(BigInteger.valueOf(lows.get(group) & 1));
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    return average ? means(groups) : sums(type, groups, group -> counts.get(group) > 0);
  }

  private Column means(Selection groups) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, groups.count(), allocator);
    for (int i = 0; i < groups.count(); i++) {
      int group = groups.row(i);
      if (counts.get(group) > 0) {
        switch (vector) {
          case DurationVector intervals -> intervals.set(i, wholeMean(group));
          default -> ((Float8Vector) vector).set(i, mean(group));
        }
      }
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  // To the next microsecond.
  private long wholeMean(int group) {
    return new BigDecimal(sum(group))
        .divide(BigDecimal.valueOf(counts.get(group)), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private double mean(int group) {
    long low = lows.get(group);
    // Only a sum that a double holds exactly: the quotient is to be rounded once.
    if (scale == 0 && highs.get(group) == low >> 63 && Math.abs(low) <= 1L << 53) {
      return (double) low / counts.get(group);
    }
    return new BigDecimal(sum(group), scale)
        .divide(BigDecimal.valueOf(counts.get(group)), MathContext.DECIMAL128)
        .doubleValue();
  }

  @Override
  public void close() {
    lows.close();
    highs.close();
    counts.close();
  }
}
