package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.NestedCopy;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Column;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A struct of values.
final class StructNode {
  private StructNode() {}

  static Node<?> of(Expression.Call call, Compilation compilation) {
    Field type = call.type();
    BufferAllocator allocator = compilation.allocator();
    return VectorNode.of(
        call.arguments(),
        type,
        (arguments, rows) -> structs(type, arguments, rows.count(), allocator),
        compilation);
  }

  private static Column structs(
      Field type, List<Column> arguments, int rowCount, BufferAllocator allocator) {
    StructVector structs = (StructVector) type.createVector(allocator);
    structs.setInitialCapacity(rowCount);
    structs.allocateNew();
    for (int i = 0; i < arguments.size(); i++) {
      FieldVector values = (FieldVector) structs.getChildByOrdinal(i);
      for (int row = 0; row < rowCount; row++) {
        NestedCopy.copy(arguments.get(i).vector(), row, values, row);
      }
    }
    for (int row = 0; row < rowCount; row++) {
      structs.setIndexDefined(row);
    }
    structs.setValueCount(rowCount);
    return Column.of(structs);
  }
}
