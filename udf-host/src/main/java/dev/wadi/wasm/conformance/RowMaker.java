package dev.wadi.wasm.conformance;

import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.TableFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;

/// Makes any number of rows of each row: a table function of arguments, or a format of records.
interface RowMaker extends AutoCloseable {
  void begin(List<FieldVector> arguments, int rowCount);

  /// @return whether there may be more
  boolean next(int rowsMax, IntVector origins, List<FieldVector> columns);

  /// Known when there are no more rows.
  List<Rejection> rejected();

  @Override
  void close();

  record OfFunction(TableFunction function) implements RowMaker {
    @Override
    public void begin(List<FieldVector> arguments, int rowCount) {
      function.begin(arguments, rowCount);
    }

    @Override
    public boolean next(int rowsMax, IntVector origins, List<FieldVector> columns) {
      return function.next(rowsMax, origins, columns);
    }

    // A table function rejects no rows.
    @Override
    public List<Rejection> rejected() {
      return List.of();
    }

    @Override
    public void close() {
      function.close();
    }
  }

  record OfFormat(Decoder decoder) implements RowMaker {
    @Override
    public void begin(List<FieldVector> arguments, int rowCount) {
      decoder.begin((VarBinaryVector) arguments.getFirst());
    }

    @Override
    public boolean next(int rowsMax, IntVector origins, List<FieldVector> columns) {
      return decoder.next(rowsMax, origins, columns);
    }

    @Override
    public List<Rejection> rejected() {
      return decoder.rejected();
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
