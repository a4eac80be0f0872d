package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Writes and reads the rows of groups as state: lists of them, with their occurrences if rows may
/// be taken back.
final class RowsState {
  private final boolean counted;
  private final ListState lists;
  private final BufferAllocator allocator;
  private final Numbers numbers = new Numbers();

  /// @param fields types of a row's columns
  RowsState(List<Field> fields, boolean counted, BufferAllocator allocator) {
    this.counted = counted;
    this.allocator = allocator;
    Stream<Field> count = counted ? Stream.of(StateColumn.INT64) : Stream.empty();
    this.lists = new ListState(Stream.concat(fields.stream(), count).toList());
  }

  List<Field> fields() {
    return List.of(lists.field());
  }

  List<Column> write(GroupRows rows, int from, int to) {
    Selection entries = rows.entries(from, to);
    List<FieldVector> written = new ArrayList<>();
    for (Column column : rows.columns()) {
      written.add(Gather.rows(column, entries, allocator).vector());
    }
    if (counted) {
      written.add(occurrences(rows, entries));
    }
    int[] sizes = new int[to - from];
    for (int group = from; group < to; group++) {
      sizes[group - from] = rows.count(group);
    }
    return List.of(lists.write(written, sizes, allocator));
  }

  private FieldVector occurrences(GroupRows rows, Selection entries) {
    try (var gathered = new StateArray(allocator)) {
      gathered.grow(Math.max(1, entries.count()));
      for (int i = 0; i < entries.count(); i++) {
        gathered.set(i, rows.occurrences(entries.row(i)));
      }
      return StateColumn.of(gathered, 0, entries.count(), StateColumn.INT64, i -> false, allocator)
          .vector();
    }
  }

  /// What to do with rows that are read.
  @FunctionalInterface
  interface Reader {
    void rows(List<Column> columns, GroupedRows rows, GroupRows.Change change);
  }

  void read(List<Column> states, Selection rows, int[] groups, Reader reader) {
    GroupedRows all = ListState.elements(states.getFirst(), rows, groups);
    List<Column> parts = lists.parts(states.getFirst());
    if (counted) {
      long[] changes = numbers.longs(parts.getLast(), all.rows());
      reader.rows(parts.subList(0, parts.size() - 1), all, i -> changes[i]);
    } else {
      reader.rows(parts, all, i -> 1);
    }
  }
}
