package dev.wadi.server.flight;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.InboundMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows that a client uploads as the values of parameters.
final class ArrowRows {
  private static final int MOST_ROWS = 100_000;

  private ArrowRows() {}

  /// Reads a stream to its end.
  ///
  /// @param first its first message, which has the columns
  /// @return the values, row by row, as the planner takes them
  /// @throws WadiException if it is no stream of rows
  static List<List<Object>> read(FlightData first, InboundMessages<FlightData> rest) {
    List<List<Object>> rows = new ArrayList<>();
    if (first.getDataHeader().isEmpty()) {
      return rows;
    }
    Schema columns = ArrowMessages.schema(first);
    try (var scope = MemoryScope.unlimited()) {
      for (Optional<FlightData> next = rest.next(); next.isPresent(); next = rest.next()) {
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(columns, scope.allocator())) {
          ArrowMessages.load(next.get(), batch, scope.allocator());
          if (rows.size() + batch.getRowCount() > MOST_ROWS) {
            throw CallProblem.malformed(
                "more than %d rows of parameters".formatted(MOST_ROWS), null);
          }
          add(batch, rows);
        }
      }
    }
    return rows;
  }

  private static void add(VectorSchemaRoot batch, List<List<Object>> rows) {
    for (int row = 0; row < batch.getRowCount(); row++) {
      List<Object> values = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        values.add(ArrowValue.of(vector, row));
      }
      rows.add(values);
    }
  }
}
