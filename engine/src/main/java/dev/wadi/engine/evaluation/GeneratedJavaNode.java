package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
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
  public Column compute(List<Column> arguments, int rowCount) {
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
    } catch (WadiException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new WadiException(code(e), message(e), e);
    }
  }

  private static ErrorCode code(RuntimeException e) {
    String message = message(e).toLowerCase(Locale.ROOT);
    boolean byZero = message.contains("by zero") || message.contains("division undefined");
    return switch (e) {
      case ArithmeticException _ when byZero -> ErrorCode.DIVISION_BY_ZERO;
      case ArithmeticException _ -> ErrorCode.NUMERIC_OVERFLOW;
      case NumberFormatException _ -> ErrorCode.INVALID_CAST;
      default ->
          byZero
              ? ErrorCode.DIVISION_BY_ZERO
              : message.contains("out of range") || message.contains("overflow")
                  ? ErrorCode.NUMERIC_OVERFLOW
                  : message.contains("cast") || message.contains("invalid")
                      ? ErrorCode.INVALID_CAST
                      : ErrorCode.FUNCTION_ERROR;
    };
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
