package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// One aggregate's state for groups 0, 1, 2 ... Used by one thread at a time.
interface Accumulator extends AutoCloseable {
  /// Types of the columns that hold the state of a group.
  List<Field> stateFields();

  /// Makes groups 0 to groupCount - 1 usable; new ones are empty.
  void grow(int groupCount);

  /// Adds rows.
  ///
  /// @param arguments borrowed
  /// @param rows which rows of them
  /// @param groups entry i is the group of the i-th of the rows
  void update(List<Column> arguments, Selection rows, int[] groups);

  /// Takes back rows that were added, here or in another accumulator whose state is merged later or
  /// was merged before; only of accumulators that are made to.
  default void retract(List<Column> arguments, Selection rows, int[] groups) {
    throw new IllegalStateException("made without retracting: " + getClass().getSimpleName());
  }

  /// Adds states that another accumulator of this kind wrote.
  ///
  /// @param states as {@link #stateFields()} says; borrowed
  void merge(List<Column> states, Selection rows, int[] groups);

  /// The state of groups `from` to `to - 1`; owned by the caller.
  List<Column> state(int from, int to);

  /// The results of groups `from` to `to - 1`; owned by the caller.
  Column result(int from, int to);

  /// The results of some groups, ascending; owned by the caller.
  default Column results(Selection groups, BufferAllocator allocator) {
    return GroupRuns.gather(groups, (from, to) -> List.of(result(from, to)), allocator).getFirst();
  }

  @Override
  void close();
}
