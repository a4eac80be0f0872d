package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Column;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Whatever has no kernel: generated Java, called row by row.
final class GeneratedJavaNode implements VectorNode.Body {
  private final RowFunction function;
  private final Field type;
  private final BufferAllocator allocator;

  private GeneratedJavaNode(RowFunction function, Field type, BufferAllocator allocator) {
    this.function = function;
    this.type = type;
    this.allocator = allocator;
  }

  static Node<?> of(Expression.GeneratedJava e, Compilation compilation) {
    RowFunction function = GeneratedClasses.newObject(e.source());
    GeneratedJavaNode body = new GeneratedJavaNode(function, e.type(), compilation.allocator());
    return VectorNode.of(e.arguments(), e.type(), body, compilation);
  }

  @Override
  public Column compute(List<Column> arguments, Rows rows) {
    int rowCount = rows.count();
    List<IntFunction<Object>> readers =
        arguments.stream().map(column -> JavaValues.reader(column.vector())).toList();
    FieldVector vector = type.createVector(allocator);
    try {
      vector.setInitialCapacity(rowCount);
      vector.allocateNew();
      Object[] values = new Object[readers.size()];
      for (int row = 0; row < rowCount; row++) {
        for (int i = 0; i < values.length; i++) {
          values[i] = readers.get(i).apply(row);
        }
        JavaValues.write(vector, row, call(values));
      }
      vector.setValueCount(rowCount);
      return Column.of(vector);
    } catch (RuntimeException | Error e) {
      vector.close();
      throw e;
    }
  }

  private Object call(Object[] values) {
    try {
      return function.evaluate(values);
    } catch (RuntimeException e) {
      throw JavaErrors.translate(e);
    }
  }
}
