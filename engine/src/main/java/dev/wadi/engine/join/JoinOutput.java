package dev.wadi.engine.join;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.operator.Operator;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Collects what a join is to emit: pairs of rows by their numbers, where -1 is a row of nulls.
/// Emits in order, in batches of a limited size.
final class JoinOutput {
  private final Schema left;
  private final Schema right;
  private final boolean changelog;
  private final int batchRows;
  private final BufferAllocator allocator;
  private int[] lefts = new int[256];
  private int[] rights = new int[256];
  private byte[] kinds = new byte[256];
  private int count;

  /// @param right null if only the left columns are wanted
  /// @param changelog whether the change kind is
  JoinOutput(
      Schema left, Schema right, boolean changelog, int batchRows, BufferAllocator allocator) {
    this.left = left;
    this.right = right;
    this.changelog = changelog;
    this.batchRows = batchRows;
    this.allocator = allocator;
  }

  void add(int left, int right, ChangeKind kind) {
    if (count == lefts.length) {
      lefts = Arrays.copyOf(lefts, 2 * count);
      rights = Arrays.copyOf(rights, 2 * count);
      kinds = Arrays.copyOf(kinds, 2 * count);
    }
    lefts[count] = left;
    rights[count] = right;
    kinds[count++] = kind.code();
  }

  /// Emits all that was added.
  ///
  /// @param leftColumns the columns that the left numbers are rows of; borrowed
  /// @param rightColumns the columns that the right numbers are rows of; borrowed
  void emit(List<Column> leftColumns, List<Column> rightColumns, Operator.Output output) {
    for (int from = 0; from < count; from += batchRows) {
      int to = Math.min(count, from + batchRows);
      List<Column> columns = gather(leftColumns, left, Arrays.copyOfRange(lefts, from, to));
      if (right != null) {
        columns.addAll(gather(rightColumns, right, Arrays.copyOfRange(rights, from, to)));
      }
      if (changelog) {
        byte[] codes = Arrays.copyOfRange(kinds, from, to);
        columns.add(ChangeKinds.column(codes, to - from, allocator));
      }
      output.emit(Batch.of(columns, to - from));
    }
    count = 0;
  }

  private List<Column> gather(List<Column> columns, Schema schema, int[] rows) {
    List<Column> gathered = new ArrayList<>();
    List<Field> fields = schema.getFields();
    boolean any = Arrays.stream(rows).anyMatch(row -> row >= 0);
    for (int i = 0; i < fields.size(); i++) {
      gathered.add(
          any
              ? Gather.rowsOrNull(columns.get(i), rows, allocator)
              : Gather.nulls(fields.get(i), rows.length, allocator));
    }
    return gathered;
  }
}
