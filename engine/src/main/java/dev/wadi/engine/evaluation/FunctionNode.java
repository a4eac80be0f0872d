package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A call of a function that is not built in. A strict function never sees a row with a null.
final class FunctionNode implements VectorNode.Body {
  private final FunctionSignature signature;
  private final ScalarFunction function;
  private final Field type;
  private final BufferAllocator allocator;
  private final RejectedRows rejected;

  private FunctionNode(
      Expression.FunctionCall call, ScalarFunction function, EvaluationContext context) {
    this.signature = call.function();
    this.function = function;
    this.type = call.type();
    this.allocator = context.allocator();
    this.rejected = new RejectedRows(call, context.dropped());
  }

  static Node<?> of(Expression.FunctionCall call, Compilation compilation) {
    ScalarFunction function = compilation.context().functions().open(call.function());
    compilation.onClose(function::close);
    compilation.preferLargeBatches();
    FunctionNode body = new FunctionNode(call, function, compilation.context());
    return VectorNode.of(call.arguments(), call.type(), body, compilation);
  }

  @Override
  public Column compute(List<Column> arguments, Rows rows) {
    boolean strict = signature.nulls() == NullHandling.STRICT;
    return strict && arguments.stream().anyMatch(Column::hasNulls)
        ? computeWithoutNulls(arguments, rows)
        : call(arguments, rows);
  }

  private Column computeWithoutNulls(List<Column> arguments, Rows rows) {
    Selection asked = rowsWithoutNull(arguments, rows.count());
    ColumnWriter writer = new ColumnWriter(type, allocator, rows.count());
    try {
      if (asked.count() > 0) {
        scatter(arguments, rows, asked, writer);
      }
      return writer.finish();
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  private static Selection rowsWithoutNull(List<Column> arguments, int rowCount) {
    int[] rows = new int[rowCount];
    int count = 0;
    for (int row = 0; row < rowCount; row++) {
      boolean isNull = false;
      for (Column argument : arguments) {
        isNull |= argument.isNull(row);
      }
      rows[count] = row;
      count += isNull ? 0 : 1;
    }
    return new Selection(rows, count);
  }

  private void scatter(List<Column> arguments, Rows all, Selection rows, ColumnWriter writer) {
    Column result = callForSome(arguments, all, rows);
    Compilation scratch = new Compilation(new EvaluationContext(allocator, null));
    try {
      SqlType resultType = SqlType.of(type);
      Values values = scratch.values(resultType);
      ColumnReader.read(
          result.vector(),
          result.hasNulls(),
          resultType,
          new Rows(null, null, 0, rows.count()),
          values);
      writer.write(values, new Rows(null, rows.rows(), 0, rows.count()));
    } finally {
      scratch.close();
      result.release();
    }
  }

  private Column callForSome(List<Column> arguments, Rows all, Selection rows) {
    List<Column> gathered = new ArrayList<>();
    try {
      for (Column argument : arguments) {
        gathered.add(Gather.rows(argument, rows, allocator));
      }
      int[] physical = Arrays.stream(rows.rows(), 0, rows.count()).map(all::row).toArray();
      return call(gathered, new Rows(all.batch(), physical, 0, rows.count()));
    } finally {
      gathered.forEach(Column::release);
    }
  }

  private Column call(List<Column> arguments, Rows rows) {
    int rowCount = rows.count();
    FieldVector result = type.createVector(allocator);
    try {
      List<FieldVector> vectors = arguments.stream().map(Column::vector).toList();
      List<Rejection> rejections = function.call(vectors, rowCount, result);
      if (result.getValueCount() != rowCount) {
        throw new WadiException(
            ErrorCode.PLUGIN_BAD_RESULT,
            "function '%s' returned %d values for %d rows"
                .formatted(signature.name(), result.getValueCount(), rowCount));
      }
      if (!rejections.isEmpty()) {
        rejected.take(rejections, vectors, rows, result);
      }
      return Column.of(result);
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }
}
