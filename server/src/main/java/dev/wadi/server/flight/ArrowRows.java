package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.InboundMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ValueVectorUtility;

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
    Schema columns = schema(first);
    try (var scope = MemoryScope.unlimited()) {
      for (Optional<FlightData> next = rest.next(); next.isPresent(); next = rest.next()) {
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(columns, scope.allocator())) {
          load(next.get(), batch, scope.allocator());
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

  /// The columns that the first message of a stream tells.
  ///
  /// @throws WadiException if it does not
  static Schema schema(FlightData data) {
    try {
      Message message = Message.getRootAsMessage(data.getDataHeader().asReadOnlyByteBuffer());
      if (message.headerType() != MessageHeader.Schema) {
        throw CallProblem.malformed("expected a schema first", null);
      }
      return MessageSerializer.deserializeSchema(message);
    } catch (WadiException e) {
      throw e;
    } catch (RuntimeException e) {
      throw CallProblem.malformed("the schema cannot be read", e);
    }
  }

  /// Fills vectors with the rows of a message. Nothing of what comes is believed: no offset, no
  /// length.
  ///
  /// @throws WadiException if they cannot be read
  static void load(FlightData data, VectorSchemaRoot batch, BufferAllocator allocator) {
    try {
      Message message = Message.getRootAsMessage(data.getDataHeader().asReadOnlyByteBuffer());
      if (message.headerType() != MessageHeader.RecordBatch) {
        throw CallProblem.malformed("expected rows without dictionaries", null);
      }
      // Takes the body over.
      try (ArrowRecordBatch rows =
          MessageSerializer.deserializeRecordBatch(message, body(data.getDataBody(), allocator))) {
        new VectorLoader(batch).load(rows);
      }
      for (FieldVector vector : batch.getFieldVectors()) {
        if (vector.getValueCount() != batch.getRowCount()) {
          throw CallProblem.malformed("a column has not as many values as there are rows", null);
        }
        ValueVectorUtility.validateFull(vector);
      }
    } catch (WadiException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw CallProblem.malformed("the rows cannot be read", e);
    }
  }

  private static ArrowBuf body(ByteString bytes, BufferAllocator allocator) {
    ArrowBuf body = allocator.buffer(bytes.size());
    body.setBytes(0, bytes.asReadOnlyByteBuffer());
    body.writerIndex(bytes.size());
    return body;
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
