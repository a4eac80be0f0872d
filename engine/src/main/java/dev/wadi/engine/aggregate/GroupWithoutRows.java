package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// The group that an aggregate over the whole input has even if there are no rows: that of no keys,
/// or of the grouping set without keys.
final class GroupWithoutRows {
  private GroupWithoutRows() {}

  /// Its key as a row, owned by the caller.
  static Optional<Batch> key(AggregateLayout layout, BufferAllocator allocator) {
    Plan.WindowAggregate aggregate = layout.aggregate();
    if (!(aggregate.window() instanceof Window.WholeInput)) {
      return Optional.empty();
    }
    if (aggregate.keys().isEmpty()) {
      return Optional.of(Batch.of(List.of(), 1));
    }
    return aggregate.input() instanceof Plan.Expand expand
        ? expand.sets().stream()
            .filter(set -> set.keys().isEmpty())
            .findFirst()
            .map(set -> key(layout.keyFields(), set.constants(), allocator))
        : Optional.empty();
  }

  /// Whether a group is that one.
  ///
  /// @param keys of all groups
  static boolean is(AggregateLayout layout, List<Column> keys, int group) {
    Plan.WindowAggregate aggregate = layout.aggregate();
    if (!(aggregate.window() instanceof Window.WholeInput)) {
      return false;
    }
    return keys.isEmpty()
        || aggregate.input() instanceof Plan.Expand expand
            && expand.sets().stream()
                .filter(set -> set.keys().isEmpty())
                .anyMatch(set -> isOf(set.constants(), keys, group));
  }

  // The first constant is the set's number.
  private static boolean isOf(List<Long> constants, List<Column> keys, int group) {
    Column numbers = keys.get(keys.size() - constants.size());
    return numbers.data().getAtIndex(ValueLayout.JAVA_LONG, group) == constants.getFirst();
  }

  // Nulls, then the set's constants.
  private static Batch key(List<Field> fields, List<Long> constants, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    int nulls = fields.size() - constants.size();
    for (int i = 0; i < fields.size(); i++) {
      FieldVector vector = fields.get(i).createVector(allocator);
      vector.allocateNew();
      if (i >= nulls) {
        ((BigIntVector) vector).setSafe(0, constants.get(i - nulls));
      }
      vector.setValueCount(1);
      columns.add(Column.of(vector));
    }
    return Batch.of(columns, 1);
  }
}
