package dev.wadi.server.flight.client;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import dev.wadi.server.flight.ArrowMessages;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.grpc.ServerCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of a query, as they come. One thread takes them, any other may cancel it.
public final class QueryResult {
  private final ServerCall<FlightData> call;
  private final BufferAllocator allocator;
  private final Supplier<Optional<QueryProgress>> progress;
  private final Schema columns;

  // Waits for the columns.
  QueryResult(
      ServerCall<FlightData> call,
      BufferAllocator allocator,
      Supplier<Optional<QueryProgress>> progress) {
    this.call = call;
    this.allocator = allocator;
    this.progress = progress;
    this.columns = call.next().map(ArrowMessages::schema).orElseGet(() -> new Schema(List.of()));
  }

  public Schema columns() {
    return columns;
  }

  /// Waits for the next rows; empty at the end.
  ///
  /// @return owned by the caller
  /// @throws dev.wadi.sdk.error.WadiException if the query fails, or the server has gone
  /// @throws java.util.concurrent.CancellationException if it has been cancelled
  public Optional<Batch> next() {
    return call.next().map(this::batch);
  }

  private Batch batch(FlightData message) {
    VectorSchemaRoot root = VectorSchemaRoot.create(columns, allocator);
    try {
      ArrowMessages.load(message, root, allocator);
      return Batch.of(root.getFieldVectors().stream().map(Column::of).toList(), root.getRowCount());
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /// Asks the server how far the query has come; any thread may. Empty if it does not say.
  public Optional<QueryProgress> progress() {
    return progress.get();
  }

  /// Whether more rows, or the end, come within a time.
  public boolean isAtHand(Duration within) {
    return call.isAtHand(within);
  }
}
