package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A field of a struct: null if the struct is.
final class StructFieldNode<V extends Values> implements Node<V> {
  private final Node<Nested> structs;
  private final int ordinal;
  private final SqlType type;
  private final V result;
  private final V present;

  private StructFieldNode(Node<Nested> structs, int ordinal, SqlType type, V result, V present) {
    this.structs = structs;
    this.ordinal = ordinal;
    this.type = type;
    this.result = result;
    this.present = present;
  }

  static Optional<Kernel> find(SqlType struct, SqlType type) {
    return struct instanceof SqlType.Opaque(boolean isStruct) && isStruct
        ? Optional.of((arguments, compilation) -> of(arguments, type, compilation))
        : Optional.empty();
  }

  private static Node<?> of(List<Expression> arguments, SqlType type, Compilation compilation) {
    Expression struct = arguments.get(0);
    if (!(arguments.get(1) instanceof Expression.Literal(String name, _))) {
      throw new IllegalArgumentException("the name of a field must be a literal");
    }
    return new StructFieldNode<>(
        compilation.typed(struct),
        ordinal(struct.type(), name),
        type,
        compilation.values(type),
        compilation.values(type));
  }

  private static int ordinal(Field struct, String name) {
    List<String> names = struct.getChildren().stream().map(Field::getName).toList();
    if (!names.contains(name)) {
      throw new WadiException(
          ErrorCode.COLUMN_NOT_FOUND, "the struct has no field '" + name + "', only " + names);
    }
    return names.indexOf(name);
  }

  @Override
  public V evaluate(Rows rows) {
    Nested parents = structs.evaluate(rows);
    if (!parents.nullable()) {
      read(parents, new Rows(null, parents.rows, 0, rows.count()), result);
      return result;
    }
    result.start(rows.count());
    result.setAllNull();
    long[] words = new long[parents.wordCount()];
    for (int i = 0; i < words.length; i++) {
      words[i] = parents.validWord(i);
    }
    Positions positions = Positions.ofBits(words, rows.count());
    int[] parentRows = new int[positions.count()];
    for (int i = 0; i < parentRows.length; i++) {
      parentRows[i] = parents.rows[positions.indexes()[i]];
    }
    read(parents, new Rows(null, parentRows, 0, parentRows.length), present);
    result.put(positions, present);
    return result;
  }

  private void read(Nested parents, Rows rows, V target) {
    if (rows.count() == 0) {
      target.start(0);
      return;
    }
    FieldVector child = (FieldVector) ((StructVector) parents.vector).getChildByOrdinal(ordinal);
    ColumnReader.read(child, child.getNullCount() > 0, type, rows, target);
  }
}
