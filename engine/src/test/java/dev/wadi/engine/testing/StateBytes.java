package dev.wadi.engine.testing;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/// State as bytes (an Arrow stream), so that nothing of a run lives on in the next one.
record StateBytes(byte[] bytes) {
  /// Takes over a batch.
  static StateBytes of(Batch state, BufferAllocator allocator) {
    try (Batch dense = dense(state, allocator)) {
      List<FieldVector> vectors = dense.columns().stream().map(Column::vector).toList();
      var out = new ByteArrayOutputStream();
      try (var writer =
          new ArrowStreamWriter(
              new VectorSchemaRoot(fields(dense), vectors, dense.rowCount()), null, out)) {
        writer.writeBatch();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new StateBytes(out.toByteArray());
    }
  }

  private static Batch dense(Batch state, BufferAllocator allocator) {
    try (state;
        var builder = new BatchBuilder(new Schema(fields(state)), allocator)) {
      builder.append(state, null);
      return builder.build();
    }
  }

  private static List<Field> fields(Batch batch) {
    return batch.columns().stream().map(Column::field).toList();
  }

  /// A batch owned by the caller.
  Batch read(BufferAllocator allocator) {
    try (var reader = new ArrowStreamReader(new ByteArrayInputStream(bytes), allocator)) {
      reader.loadNextBatch();
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      List<Column> columns =
          root.getFieldVectors().stream().map(vector -> taken(vector, allocator)).toList();
      return Batch.of(columns, root.getRowCount());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Column taken(FieldVector vector, BufferAllocator allocator) {
    TransferPair pair = vector.getTransferPair(allocator);
    pair.transfer();
    return Column.of((FieldVector) pair.getTo());
  }
}
