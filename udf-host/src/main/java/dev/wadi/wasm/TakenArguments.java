package dev.wadi.wasm;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// The rows of a batch that a table function takes: those in which nothing is null that must not
/// be. It does not get to see the others.
final class TakenArguments {
  private final AskedRows asked;
  private List<FieldVector> arguments = List.of();
  private int rowCount;
  // Where the rows are in the batch, if some are left out; then the arguments are copies.
  private int[] places;

  TakenArguments(PluginDescription.Function function) {
    List<ColumnShape> shapes =
        function.arguments().stream().map(value -> ColumnShape.of(value.field())).toList();
    this.asked = new AskedRows(shapes, function.nulls());
  }

  /// @param batch borrowed until {@link #release}
  void take(List<FieldVector> batch, int rows) {
    release();
    int[] taken = asked.rows(batch, rows);
    rowCount = taken.length;
    if (rowCount == rows) {
      arguments = batch;
    } else {
      places = taken;
      arguments = batch.stream().map(argument -> copy(argument, i -> taken[i], rowCount)).toList();
    }
  }

  /// Some rows of a vector.
  ///
  /// @param places where each of them is
  static FieldVector copy(FieldVector vector, IntUnaryOperator places, int rows) {
    FieldVector copy = vector.getField().createVector(vector.getAllocator());
    copy.allocateNew();
    for (int i = 0; i < rows; i++) {
      copy.copyFromSafe(places.applyAsInt(i), i, vector);
    }
    copy.setValueCount(rows);
    return copy;
  }

  List<FieldVector> arguments() {
    return arguments;
  }

  int rowCount() {
    return rowCount;
  }

  /// Turns places among the rows that were taken into places in the batch.
  void toOrigins(IntVector rows) {
    if (places != null) {
      IntStream.range(0, rows.getValueCount()).forEach(i -> rows.set(i, places[rows.get(i)]));
    }
  }

  void release() {
    if (places != null) {
      arguments.forEach(FieldVector::close);
      places = null;
    }
    arguments = List.of();
    rowCount = 0;
  }
}
