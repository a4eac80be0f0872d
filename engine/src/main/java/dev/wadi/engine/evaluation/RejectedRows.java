package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.function.Rejection;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;

/// Does with the rows that a function rejects what its call says.
final class RejectedRows {
  private final Expression.FunctionCall call;
  private final Optional<DroppedRows> dropped;

  RejectedRows(Expression.FunctionCall call, Optional<DroppedRows> dropped) {
    this.call = call;
    this.dropped = dropped;
  }

  /// @param rows of the batch, of which those of the arguments are made
  /// @param result with nulls in the rejected rows
  void take(
      List<Rejection> rejections, List<FieldVector> arguments, Rows rows, FieldVector result) {
    switch (call.rejected()) {
      case FAIL -> throw failure(rejections, arguments);
      case NULL -> {}
      case DROP -> {
        DroppedRows out = dropped.orElseThrow(() -> failure(rejections, arguments));
        for (Rejection rejection : rejections) {
          out.add(
              new DroppedRows.Dropped(
                  rows.row(rejection.row()), call.function().name(), rejection.reason()));
          if (!call.type().isNullable()) {
            putSomething(result, rejection.row());
          }
        }
      }
    }
  }

  private RuntimeException failure(List<Rejection> rejections, List<FieldVector> arguments) {
    return rejections.getFirst().failure(call.function(), arguments);
  }

  // The rest of the expression is still computed for the row, and expects no null.
  private static void putSomething(FieldVector result, int row) {
    BitVectorHelper.setBit(result.getValidityBuffer(), row);
    if (result instanceof BaseFixedWidthVector fixed && fixed.getTypeWidth() > 0) {
      int width = fixed.getTypeWidth();
      fixed.getDataBuffer().setZero((long) row * width, width);
    }
  }
}
