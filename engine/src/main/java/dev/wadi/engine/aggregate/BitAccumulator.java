package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.types.pojo.Field;

/// BIT_AND, BIT_OR and BIT_XOR of whole numbers; the last one can take rows back, since it undoes
/// itself. State: the bits and the number of values.
final class BitAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray bits;
  private final StateArray counts;
  private final Numbers numbers = new Numbers();
  private final Numbers countNumbers = new Numbers();

  BitAccumulator(AggregateFunction function, Field type, BufferAllocator allocator) {
    this.function = function;
    this.type = type;
    this.allocator = allocator;
    this.bits = new StateArray(allocator);
    this.counts = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(StateColumn.INT64, StateColumn.INT64);
  }

  @Override
  public void grow(int groupCount) {
    bits.grow(groupCount);
    counts.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    if (function != AggregateFunction.BIT_XOR) {
      throw new IllegalStateException("made without retracting: " + function);
    }
    add(arguments.getFirst(), rows, groups, -1);
  }

  private void add(Column argument, Selection rows, int[] groups, int sign) {
    boolean nulls = argument.hasNulls();
    long[] values = numbers.longs(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (!nulls || !argument.isNull(rows.row(i))) {
        add(groups[i], values[i], sign);
      }
    }
  }

  private void add(int group, long value, long count) {
    long before = bits.get(group);
    long after =
        switch (function) {
          case BIT_AND -> counts.get(group) == 0 ? value : before & value;
          case BIT_OR -> before | value;
          case BIT_XOR -> before ^ value;
          default -> throw new IllegalStateException("not of bits: " + function);
        };
    bits.set(group, after);
    counts.set(group, counts.get(group) + count);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    long[] otherBits = numbers.longs(states.get(0), rows);
    long[] otherCounts = countNumbers.longs(states.get(1), rows);
    for (int i = 0; i < rows.count(); i++) {
      // Bits may be left where counts are balanced: what is missing comes with another state.
      if (otherCounts[i] != 0 || function == AggregateFunction.BIT_XOR) {
        add(groups[i], otherBits[i], otherCounts[i]);
      }
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        StateColumn.of(bits, from, to, StateColumn.INT64, group -> false, allocator),
        StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
  }

  @Override
  public Column result(int from, int to) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, to - from, allocator);
    for (int group = from; group < to; group++) {
      if (counts.get(group) > 0) {
        Numbers.write(vector, group - from, bits.get(group));
        BitVectorHelper.setBit(vector.getValidityBuffer(), group - from);
      }
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }

  @Override
  public void close() {
    bits.close();
    counts.close();
  }
}
