package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// What an aggregate makes of the rows of groups.
sealed interface RowsResult {
  /// Whether it matters how often a row occurs.
  boolean repeated();

  /// A row for each group: null for those without rows.
  Column of(List<Column> columns, SortedEntries sorted);

  /// What another aggregate makes of the rows.
  ///
  /// @param accumulators makes one without groups
  record Computed(Supplier<Accumulator> accumulators) implements RowsResult {
    private static final int ROWS_AT_ONCE = 8_192;

    @Override
    public boolean repeated() {
      return true;
    }

    @Override
    public Column of(List<Column> columns, SortedEntries sorted) {
      int[] groups = groups(sorted.counts(), sorted.entries().length);
      try (Accumulator computed = accumulators.get()) {
        computed.grow(sorted.counts().length);
        for (int from = 0; from < groups.length; from += ROWS_AT_ONCE) {
          int to = Math.min(groups.length, from + ROWS_AT_ONCE);
          int[] entries = Arrays.copyOfRange(sorted.entries(), from, to);
          computed.update(
              columns, new Selection(entries, to - from), Arrays.copyOfRange(groups, from, to));
        }
        return computed.result(0, sorted.counts().length);
      }
    }

    private static int[] groups(int[] counts, int rows) {
      int[] groups = new int[rows];
      int next = 0;
      for (int group = 0; group < counts.length; group++) {
        Arrays.fill(groups, next, next + counts[group], group);
        next += counts[group];
      }
      return groups;
    }
  }

  /// All values as a list.
  record Lists(Field type, BufferAllocator allocator) implements RowsResult {
    @Override
    public boolean repeated() {
      return true;
    }

    @Override
    public Column of(List<Column> columns, SortedEntries sorted) {
      Column values = Gather.rows(columns.getFirst(), sorted.selection(), allocator);
      return ListState.lists(type, values.vector(), sorted.counts(), allocator);
    }
  }

  /// All texts or binaries in a row.
  record Joined(Field type, String separator, BufferAllocator allocator) implements RowsResult {
    @Override
    public boolean repeated() {
      return true;
    }

    @Override
    public Column of(List<Column> columns, SortedEntries sorted) {
      var texts = (VarCharVector) columns.getFirst().vector();
      var result = (VarCharVector) type.createVector(allocator);
      result.allocateNew(Math.max(1, sorted.counts().length));
      byte[] between = separator.getBytes(StandardCharsets.UTF_8);
      int next = 0;
      for (int i = 0; i < sorted.counts().length; i++) {
        if (sorted.counts()[i] > 0) {
          var joined = new ByteArrayOutputStream();
          for (int k = 0; k < sorted.counts()[i]; k++) {
            joined.writeBytes(k == 0 ? new byte[0] : between);
            joined.writeBytes(texts.get(sorted.entries()[next++]));
          }
          result.setSafe(i, joined.toByteArray());
        }
      }
      result.setValueCount(sorted.counts().length);
      return Column.of(result);
    }
  }

  /// The first or the last one.
  record Picked(Field type, boolean last, BufferAllocator allocator) implements RowsResult {
    @Override
    public boolean repeated() {
      return false;
    }

    @Override
    public Column of(List<Column> columns, SortedEntries sorted) {
      int[] rows = new int[sorted.counts().length];
      int next = 0;
      for (int i = 0; i < rows.length; i++) {
        int count = sorted.counts()[i];
        rows[i] = count == 0 ? -1 : sorted.entries()[last ? next + count - 1 : next];
        next += count;
      }
      return copies(type, columns.getFirst(), rows, allocator);
    }
  }

  /// The only one.
  record Only(Field type, BufferAllocator allocator) implements RowsResult {
    @Override
    public boolean repeated() {
      return true;
    }

    @Override
    public Column of(List<Column> columns, SortedEntries sorted) {
      if (Arrays.stream(sorted.counts()).anyMatch(count -> count > 1)) {
        throw SingleValueAccumulator.severalRows();
      }
      return new Picked(type, false, allocator).of(columns, sorted);
    }
  }

  /// Copies rows.
  ///
  /// @param rows -1 for a null
  static Column copies(Field type, Column values, int[] rows, BufferAllocator allocator) {
    FieldVector result = type.createVector(allocator);
    result.setInitialCapacity(Math.max(1, rows.length));
    result.allocateNew();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= 0) {
        result.copyFromSafe(rows[i], i, values.vector());
      } else {
        result.setNull(i);
      }
    }
    result.setValueCount(rows.length);
    return Column.of(result);
  }
}
