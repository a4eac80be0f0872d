package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// An aggregate over distinct values: lets through the first occurrence of each value in each
/// group. State: the group's values, as a list; the inner aggregate's state follows from them.
final class DistinctAccumulator implements Accumulator {
  private static final Field GROUP =
      new Field("", FieldType.notNullable(new ArrowType.Int(32, true)), null);

  private final Accumulator inner;
  private final Field argument;
  private final BufferAllocator allocator;
  private final GroupTable values;
  private ValuesByGroup index;

  DistinctAccumulator(Accumulator inner, List<Field> arguments, BufferAllocator allocator) {
    if (arguments.size() != 1) {
      throw new WadiException(
          ErrorCode.UNSUPPORTED_SQL, "DISTINCT takes one argument, not " + arguments.size());
    }
    this.inner = inner;
    this.argument = arguments.getFirst();
    this.allocator = allocator;
    this.values = new GroupTable(List.of(GROUP, argument), allocator);
  }

  @Override
  public List<Field> stateFields() {
    Field element =
        new Field(
            ListVector.DATA_VECTOR_NAME,
            FieldType.nullable(argument.getType()),
            argument.getChildren());
    return List.of(new Field("", FieldType.nullable(ArrowType.List.INSTANCE), List.of(element)));
  }

  @Override
  public void grow(int groupCount) {
    inner.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column value = arguments.getFirst();
    GroupedRows present = new GroupedRows(rows, groups).withoutNulls(value);
    index = null;
    try (IntVector groupOfRow = groupOfRow(value.rowCount(), present)) {
      int before = values.groupCount();
      int[] entries = new int[present.rows().count()];
      values.findOrAdd(List.of(Column.of(groupOfRow), value), present.rows(), entries);
      GroupedRows added = firstOccurrences(present, entries, before);
      inner.update(arguments, added.rows(), added.groups());
    }
  }

  private IntVector groupOfRow(int rowCount, GroupedRows present) {
    var vector = new IntVector(GROUP, allocator);
    vector.allocateNew(Math.max(1, rowCount));
    for (int i = 0; i < present.rows().count(); i++) {
      vector.set(present.rows().row(i), present.groups()[i]);
    }
    vector.setValueCount(rowCount);
    return vector;
  }

  private static GroupedRows firstOccurrences(GroupedRows all, int[] entries, int firstNew) {
    int[] rows = new int[entries.length];
    int[] groups = new int[entries.length];
    var seen = new BitSet();
    int count = 0;
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] >= firstNew && !seen.get(entries[i] - firstNew)) {
        seen.set(entries[i] - firstNew);
        rows[count] = all.rows().row(i);
        groups[count++] = all.groups()[i];
      }
    }
    return new GroupedRows(new Selection(rows, count), groups);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    var lists = (ListVector) states.getFirst().vector();
    GroupedRows elements = elements(lists, rows, groups);
    update(List.of(Column.of(lists.getDataVector())), elements.rows(), elements.groups());
  }

  private static GroupedRows elements(ListVector lists, Selection rows, int[] groups) {
    int total = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      total += lists.getElementEndIndex(row) - lists.getElementStartIndex(row);
    }
    int[] elementRows = new int[total];
    int[] elementGroups = new int[total];
    int next = 0;
    for (int i = 0; i < rows.count(); i++) {
      int end = lists.getElementEndIndex(rows.row(i));
      for (int e = lists.getElementStartIndex(rows.row(i)); e < end; e++) {
        elementRows[next] = e;
        elementGroups[next++] = groups[i];
      }
    }
    return new GroupedRows(new Selection(elementRows, total), elementGroups);
  }

  @Override
  public List<Column> state(int from, int to) {
    List<Column> stored = values.storedKeys();
    if (index == null) {
      index = ValuesByGroup.of((IntVector) stored.getFirst().vector());
    }
    Selection entries = index.entries(from, to);
    Column elements = Gather.rows(stored.getLast(), entries, allocator);
    return List.of(Column.of(list(elements.vector(), from, to)));
  }

  /// @param elements owned; becomes part of the list
  private ListVector list(FieldVector elements, int from, int to) {
    var list = (ListVector) stateFields().getFirst().createVector(allocator);
    list.setInitialCapacity(to - from);
    list.allocateNew();
    elements.makeTransferPair(list.getDataVector()).transfer();
    elements.close();
    int end = 0;
    list.getOffsetBuffer().setInt(0, 0);
    for (int group = from; group < to; group++) {
      end += index.count(group);
      list.setNotNull(group - from);
      list.getOffsetBuffer().setInt(4L * (group - from + 1), end);
    }
    list.setLastSet(to - from - 1);
    list.setValueCount(to - from);
    return list;
  }

  @Override
  public Column result(int from, int to) {
    return inner.result(from, to);
  }

  @Override
  public void close() {
    values.close();
    inner.close();
  }
}
