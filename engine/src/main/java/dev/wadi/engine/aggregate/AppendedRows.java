package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows that only come: each is an entry of its own.
final class AppendedRows implements GroupRows {
  static final Field GROUP =
      new Field("", FieldType.notNullable(new ArrowType.Int(32, true)), null);

  private final BufferAllocator allocator;
  private final BatchBuilder rows;
  private ValuesByGroup index;

  AppendedRows(List<Field> fields, BufferAllocator allocator) {
    this.allocator = allocator;
    List<Field> all = new ArrayList<>(List.of(GROUP));
    all.addAll(fields);
    this.rows = new BatchBuilder(new Schema(all), allocator);
  }

  @Override
  public void add(List<Column> columns, GroupedRows added, Change change) {
    index = null;
    try (Batch batch = withGroups(columns, added, allocator)) {
      rows.append(batch, null);
    }
  }

  /// The rows behind a column of their groups. A row may be there more than once, in several
  /// groups.
  static Batch withGroups(List<Column> columns, GroupedRows rows, BufferAllocator allocator) {
    int count = rows.rows().count();
    var groups = new IntVector(GROUP, allocator);
    groups.allocateNew(Math.max(1, count));
    for (int i = 0; i < count; i++) {
      groups.set(i, rows.groups()[i]);
    }
    groups.setValueCount(count);
    List<Column> all = new ArrayList<>(List.of(Column.of(groups)));
    columns.forEach(column -> all.add(Gather.rows(column, rows.rows(), allocator)));
    return Batch.of(all, count);
  }

  @Override
  public List<Column> columns() {
    List<Column> all = rows.view();
    return all.subList(1, all.size());
  }

  @Override
  public Selection entries(int from, int to) {
    return index().entries(from, to);
  }

  @Override
  public int count(int group) {
    return index().count(group);
  }

  private ValuesByGroup index() {
    if (index == null) {
      index = ValuesByGroup.of((IntVector) rows.view().getFirst().vector(), entry -> true);
    }
    return index;
  }

  @Override
  public long occurrences(int entry) {
    return 1;
  }

  @Override
  public void close() {
    rows.close();
  }
}
