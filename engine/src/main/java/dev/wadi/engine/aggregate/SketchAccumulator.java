package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// An aggregate that approximates, so as to hold little. State: the sketch as bytes.
final class SketchAccumulator<S extends Sketch> implements Accumulator {
  private static final Field STATE = Field.nullable("", ArrowType.Binary.INSTANCE);

  private final Supplier<S> empty;
  private final Adding<S> adding;
  private final Field type;
  private final BufferAllocator allocator;
  private Object[] sketches = new Object[0];

  /// How rows get into sketches.
  @FunctionalInterface
  interface Adding<S> {
    /// @param rows without nulls
    /// @param sketches of groups
    void add(List<Column> arguments, GroupedRows rows, IntFunction<S> sketches);
  }

  SketchAccumulator(Supplier<S> empty, Adding<S> adding, Field type, BufferAllocator allocator) {
    this.empty = empty;
    this.adding = adding;
    this.type = type;
    this.allocator = allocator;
  }

  @Override
  public List<Field> stateFields() {
    return List.of(STATE);
  }

  @Override
  public void grow(int groupCount) {
    if (groupCount > sketches.length) {
      sketches = Arrays.copyOf(sketches, Math.max(groupCount, 2 * sketches.length));
    }
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private S sketch(int group) {
    if (sketches[group] == null) {
      sketches[group] = empty.get();
    }
    return (S) sketches[group];
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    GroupedRows present = new GroupedRows(rows, groups).withoutNulls(arguments);
    adding.add(arguments, present, this::sketch);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    var bytes = (VarBinaryVector) states.getFirst().vector();
    for (int i = 0; i < rows.count(); i++) {
      sketch(groups[i]).merge(bytes.get(rows.row(i)));
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    var vector = new VarBinaryVector("", allocator);
    vector.allocateNew(Math.max(1, to - from));
    for (int group = from; group < to; group++) {
      vector.setSafe(group - from, sketch(group).state());
    }
    vector.setValueCount(to - from);
    return List.of(Column.of(vector));
  }

  @Override
  public Column result(int from, int to) {
    FieldVector vector = type.createVector(allocator);
    vector.setInitialCapacity(Math.max(1, to - from));
    vector.allocateNew();
    for (int group = from; group < to; group++) {
      sketch(group).write(vector, group - from);
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }

  @Override
  public void close() {
    sketches = new Object[0];
  }
}
