package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// What makes rows of each row, whose answer are all rows that it makes of it.
///
/// @param rowsMax how many rows are asked for at once
record TableCalls(RowMaker maker, Schema columns, int rowsMax, BufferAllocator allocator)
    implements RowFunction {
  // Nobody wants to wait for a function that makes millions.
  private static final long ROWS_OF_ONE_MAX = 15_000;

  @Override
  public List<Answer> answers(List<FieldVector> arguments, int rowCount) {
    List<List<Row>> made =
        IntStream.range(0, rowCount).<List<Row>>mapToObj(_ -> new ArrayList<>()).toList();
    maker.begin(arguments, rowCount);
    long total = 0;
    boolean more = true;
    while (more) {
      try (IntVector origins = new IntVector("row", allocator);
          VectorSchemaRoot root = VectorSchemaRoot.create(columns, allocator)) {
        more = maker.next(rowsMax, origins, root.getFieldVectors());
        int rows = origins.getValueCount();
        List<Row> values = VectorReader.rows(root.getFieldVectors(), rows);
        IntStream.range(0, rows).forEach(i -> made.get(origins.get(i)).add(values.get(i)));
        total += rows;
      }
      if (total > ROWS_OF_ONE_MAX * rowCount) {
        throw new WadiException(
            ErrorCode.FUNCTION_ERROR,
            "more than %,d rows are too many to compare".formatted(ROWS_OF_ONE_MAX));
      }
    }
    List<Answer> answers = new ArrayList<>(made.size());
    made.forEach(rows -> answers.add(new Answer.Given(rows)));
    maker.rejected().forEach(row -> answers.set(row.row(), new Answer.Rejected(row.reason())));
    return answers;
  }

  @Override
  public void close() {
    maker.close();
  }
}
