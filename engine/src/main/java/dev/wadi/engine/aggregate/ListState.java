package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// State of which a group has any number of elements: a column of lists; of structs, if elements
/// have more than one part.
final class ListState {
  private final List<Field> parts;

  /// @param parts types of an element's parts
  ListState(List<Field> parts) {
    List<Field> named = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Field part = parts.get(i);
      named.add(new Field("p" + i, FieldType.nullable(part.getType()), part.getChildren()));
    }
    this.parts = List.copyOf(named);
  }

  Field field() {
    Field element =
        parts.size() == 1
            ? new Field(
                ListVector.DATA_VECTOR_NAME,
                parts.getFirst().getFieldType(),
                parts.getFirst().getChildren())
            : new Field(
                ListVector.DATA_VECTOR_NAME, FieldType.nullable(ArrowType.Struct.INSTANCE), parts);
    return new Field("", FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
  }

  /// @param elements a vector for each part, owned: they become parts of the lists
  /// @param counts how many of the elements each list has
  Column write(List<FieldVector> elements, int[] counts, BufferAllocator allocator) {
    ListVector lists = empty(field(), counts, 0, allocator);
    if (parts.size() == 1) {
      move(elements.getFirst(), lists.getDataVector());
    } else {
      fill((StructVector) lists.getDataVector(), elements, elements.getFirst().getValueCount());
    }
    return sealed(lists, counts.length);
  }

  /// Lists of values, null where there are none.
  ///
  /// @param values owned: they become part of the lists
  static Column lists(Field type, FieldVector values, int[] counts, BufferAllocator allocator) {
    ListVector lists = empty(type, counts, 1, allocator);
    move(values, lists.getDataVector());
    return sealed(lists, counts.length);
  }

  // Lists shorter than the shortest are null.
  private static ListVector empty(
      Field type, int[] counts, int shortest, BufferAllocator allocator) {
    var lists = (ListVector) type.createVector(allocator);
    lists.setInitialCapacity(Math.max(1, counts.length));
    lists.allocateNew();
    int end = 0;
    lists.getOffsetBuffer().setInt(0, 0);
    for (int i = 0; i < counts.length; i++) {
      end += counts[i];
      if (counts[i] >= shortest) {
        lists.setNotNull(i);
      }
      lists.getOffsetBuffer().setInt(4L * (i + 1), end);
    }
    return lists;
  }

  private static Column sealed(ListVector lists, int count) {
    lists.setLastSet(count - 1);
    lists.setValueCount(count);
    return Column.of(lists);
  }

  private static void fill(StructVector structs, List<FieldVector> elements, int count) {
    structs.setInitialCapacity(Math.max(1, count));
    structs.allocateNew();
    Bits.setAll(Column.segment(structs.getValidityBuffer()), count);
    for (int i = 0; i < elements.size(); i++) {
      move(elements.get(i), (FieldVector) structs.getChildByOrdinal(i));
    }
    structs.setValueCount(count);
  }

  private static void move(FieldVector from, FieldVector to) {
    from.makeTransferPair(to).transfer();
    from.close();
  }

  /// The parts of all elements, to be read at {@link #elements}; borrowed.
  List<Column> parts(Column lists) {
    FieldVector data = ((ListVector) lists.vector()).getDataVector();
    return data instanceof StructVector structs && parts.size() > 1
        ? structs.getChildrenFromFields().stream().map(Column::of).toList()
        : List.of(Column.of(data));
  }

  /// Where the elements of lists are, with the group of each.
  static GroupedRows elements(Column column, Selection rows, int[] groups) {
    var lists = (ListVector) column.vector();
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
}
