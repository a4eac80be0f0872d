package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.grpc.CallProblem;
import java.io.IOException;
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

/// Arrow's messages as they come over the network, inside of Flight's.
public final class ArrowMessages {
  private ArrowMessages() {}

  /// The columns that the first message of a stream tells.
  ///
  /// @throws WadiException if it does not
  public static Schema schema(FlightData data) {
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
  public static void load(FlightData data, VectorSchemaRoot batch, BufferAllocator allocator) {
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
}
