package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// MIN and MAX of text (by code point), binary (by unsigned byte) and decimals. State: the result.
final class ObjectExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final Field type;
  private final BufferAllocator allocator;
  private Object[] best = new Object[0];

  /// @param greatest MAX, otherwise MIN
  ObjectExtremeAccumulator(boolean greatest, Field type, BufferAllocator allocator) {
    this.greatest = greatest;
    this.type = type;
    this.allocator = allocator;
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    if (groupCount > best.length) {
      best = Arrays.copyOf(best, Math.max(groupCount, 2 * best.length));
    }
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    for (int i = 0; i < rows.count(); i++) {
      Object value = read(argument.vector(), rows.row(i));
      Object known = best[groups[i]];
      if (value != null && (known == null || greatest == compare(value, known) > 0)) {
        best[groups[i]] = value;
      }
    }
  }

  private static Object read(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case DecimalVector decimals -> decimals.getObject(row);
      case VarCharVector texts -> texts.get(row);
      case VarBinaryVector binaries -> binaries.get(row);
      default ->
          throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "min and max do not take %s".formatted(vector.getField().getType()));
    };
  }

  private static int compare(Object a, Object b) {
    return a instanceof BigDecimal decimal
        ? decimal.compareTo((BigDecimal) b)
        : Arrays.compareUnsigned((byte[]) a, (byte[]) b);
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
    FieldVector vector = type.createVector(allocator);
    vector.setInitialCapacity(to - from);
    vector.allocateNew();
    for (int group = from; group < to; group++) {
      if (best[group] != null) {
        write(vector, group - from, best[group]);
      }
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }

  private static void write(FieldVector vector, int index, Object value) {
    if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(index, (BigDecimal) value);
    } else {
      ((BaseVariableWidthVector) vector).setSafe(index, (byte[]) value);
    }
  }

  @Override
  public void close() {
    best = new Object[0];
  }
}
