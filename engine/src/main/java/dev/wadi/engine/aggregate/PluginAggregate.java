package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A plugin's aggregate, opened once for an operator: it keeps no states, so that all accumulators
/// of the operator share it.
final class PluginAggregate implements AutoCloseable {
  private final AggregateFunction function;
  private final FunctionKind.Aggregate kind;
  private final Field result;
  private final BufferAllocator allocator;

  private PluginAggregate(
      AggregateFunction function, FunctionSignature signature, BufferAllocator allocator) {
    this.function = function;
    this.kind = (FunctionKind.Aggregate) signature.kind();
    this.result = signature.result();
    this.allocator = allocator;
  }

  static PluginAggregate open(
      FunctionSignature signature, FunctionProvider functions, BufferAllocator allocator) {
    return new PluginAggregate(functions.openAggregate(signature), signature, allocator);
  }

  /// Type of the results.
  Field result() {
    return result;
  }

  /// Adds rows to states, or takes them back.
  ///
  /// @param groups of the rows: rows of the states
  /// @param sign 1 or -1
  /// @param arguments of those rows only, borrowed
  /// @param states borrowed, changed
  void update(int[] groups, int sign, List<Column> arguments, List<FieldVector> states) {
    with(
        groups,
        kind.retracts() ? sign : 0,
        arguments,
        rows -> function.update(rows, groups.length, states, count(states)));
  }

  /// Adds partial results to states.
  void merge(int[] groups, List<Column> partial, List<FieldVector> states) {
    with(groups, 0, partial, rows -> function.merge(rows, groups.length, states, count(states)));
  }

  private static int count(List<FieldVector> states) {
    return states.getFirst().getValueCount();
  }

  private void with(
      int[] groups, int sign, List<Column> columns, Consumer<List<FieldVector>> call) {
    try (IntVector numbers = numbers(groups);
        TinyIntVector signs = signs(sign, groups.length)) {
      List<FieldVector> rows = new ArrayList<>();
      rows.add(numbers);
      if (sign != 0) {
        rows.add(signs);
      }
      columns.forEach(column -> rows.add(column.vector()));
      call.accept(rows);
    }
  }

  private IntVector numbers(int[] groups) {
    IntVector vector = new IntVector("group", allocator);
    vector.allocateNew(groups.length);
    for (int i = 0; i < groups.length; i++) {
      vector.set(i, groups[i]);
    }
    vector.setValueCount(groups.length);
    return vector;
  }

  private TinyIntVector signs(int sign, int count) {
    TinyIntVector vector = new TinyIntVector("sign", allocator);
    if (sign != 0) {
      vector.allocateNew(count);
      for (int i = 0; i < count; i++) {
        vector.set(i, sign);
      }
      vector.setValueCount(count);
    }
    return vector;
  }

  /// The results of states.
  ///
  /// @return owned by the caller
  Column results(List<FieldVector> states) {
    FieldVector vector = result.createVector(allocator);
    try {
      function.result(states, count(states), vector);
      return Column.of(vector);
    } catch (RuntimeException | Error e) {
      vector.close();
      throw e;
    }
  }

  @Override
  public void close() {
    function.close();
  }
}
