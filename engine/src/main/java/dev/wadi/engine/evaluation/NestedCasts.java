package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.NestedCopy;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Casts of arrays, maps and structs: all items of all rows are cast together, as a column.
final class NestedCasts {
  private NestedCasts() {}

  /// Writes a vector with the values of another one.
  private interface Conversion {
    void run(FieldVector from, FieldVector to);
  }

  static boolean supported(Field from, Field to) {
    if (isPlain(from) || isPlain(to)) {
      return isPlain(from) && isPlain(to) && Casts.supported(SqlType.of(from), SqlType.of(to));
    }
    List<Field> fromChildren = from.getChildren();
    List<Field> toChildren = to.getChildren();
    if (!from.getType().equals(to.getType()) || fromChildren.size() != toChildren.size()) {
      return false;
    }
    for (int i = 0; i < toChildren.size(); i++) {
      if (!supported(fromChildren.get(i), toChildren.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(Field field) {
    return !(SqlType.of(field) instanceof SqlType.Opaque);
  }

  static Node<?> node(Expression.Cast cast, Compilation compilation) {
    Field type = cast.type();
    Conversion conversion = conversion(cast.argument().type(), type, cast.safe(), compilation);
    return VectorNode.of(
        List.of(cast.argument()),
        type,
        (arguments, rows) -> {
          FieldVector vector = type.createVector(compilation.allocator());
          try {
            conversion.run(arguments.getFirst().vector(), vector);
            return Column.of(vector);
          } catch (RuntimeException | Error e) {
            vector.close();
            throw e;
          }
        },
        compilation);
  }

  private static Conversion conversion(
      Field from, Field to, boolean safe, Compilation compilation) {
    if (isPlain(to)) {
      return SqlType.of(from).equals(SqlType.of(to))
          ? NestedCasts::copy
          : values(from, to, safe, compilation);
    }
    List<Conversion> children = new ArrayList<>();
    for (int i = 0; i < to.getChildren().size(); i++) {
      children.add(
          conversion(from.getChildren().get(i), to.getChildren().get(i), safe, compilation));
    }
    return to.getChildren().size() == 1 && !SqlType.of(to).equals(new SqlType.Opaque(true))
        ? (vector, result) -> list((ListVector) vector, (ListVector) result, children.getFirst())
        : (vector, result) -> struct((StructVector) vector, (StructVector) result, children);
  }

  private static void copy(FieldVector from, FieldVector to) {
    to.setInitialCapacity(from.getValueCount());
    to.allocateNew();
    for (int i = 0; i < from.getValueCount(); i++) {
      NestedCopy.copy(from, i, to, i);
    }
    to.setValueCount(from.getValueCount());
  }

  private static Conversion values(Field from, Field to, boolean safe, Compilation compilation) {
    Expression input = new Expression.InputColumn(0, from);
    ColumnExpression cast =
        new ExpressionCompiler(compilation.context()).compile(new Expression.Cast(input, safe, to));
    compilation.onClose(cast::close);
    return (vector, result) -> {
      // Borrowed: the vector belongs to the one around it.
      Batch items = Batch.of(List.of(Column.of(vector)), vector.getValueCount());
      Column converted = cast.evaluate(items, null);
      converted.vector().makeTransferPair(result).transfer();
      converted.release();
    };
  }

  private static void list(ListVector from, ListVector to, Conversion items) {
    int rowCount = from.getValueCount();
    to.setInitialCapacity(rowCount);
    to.allocateNew();
    if (rowCount > 0) {
      to.getOffsetBuffer().setBytes(0, from.getOffsetBuffer(), 0, 4L * (rowCount + 1));
      to.getValidityBuffer().setBytes(0, from.getValidityBuffer(), 0, (rowCount + 7) / 8);
      to.setLastSet(rowCount - 1);
      items.run(from.getDataVector(), to.getDataVector());
    }
    to.setValueCount(rowCount);
  }

  private static void struct(StructVector from, StructVector to, List<Conversion> fields) {
    int rowCount = from.getValueCount();
    to.setInitialCapacity(rowCount);
    to.allocateNew();
    for (int i = 0; i < fields.size(); i++) {
      fields
          .get(i)
          .run((FieldVector) from.getChildByOrdinal(i), (FieldVector) to.getChildByOrdinal(i));
    }
    for (int row = 0; row < rowCount; row++) {
      if (from.isNull(row)) {
        to.setNull(row);
      } else {
        to.setIndexDefined(row);
      }
    }
    to.setValueCount(rowCount);
  }
}
