package dev.wadi.engine.checkpoint;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/// Rows of state as bytes: Arrow IPC streams, one behind the other, each with its schema and one
/// batch. An operator may write batches of different columns.
public final class StateStream {
  private StateStream() {}

  /// Appends a batch, which is taken over.
  public static void write(Batch state, BufferAllocator allocator, OutputStream out) {
    try (Batch dense = dense(state, allocator)) {
      List<FieldVector> vectors = dense.columns().stream().map(Column::vector).toList();
      // Not closed: it would free the vectors.
      var root = new VectorSchemaRoot(fields(dense), vectors, dense.rowCount());
      var writer = new ArrowStreamWriter(root, null, out);
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batch dense(Batch state, BufferAllocator allocator) {
    if (state.selection() == null) {
      return state;
    }
    try (state;
        var builder = new BatchBuilder(new Schema(fields(state)), allocator)) {
      builder.append(state, null);
      return builder.build();
    }
  }

  private static List<Field> fields(Batch batch) {
    return batch.columns().stream().map(Column::field).toList();
  }

  /// Reads all batches of a stream, to its end.
  ///
  /// @param batches each borrows a batch
  public static void read(InputStream in, BufferAllocator allocator, Consumer<Batch> batches)
      throws IOException {
    var bytes = new PushbackInputStream(in);
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      bytes.unread(next);
      readOne(bytes, allocator, batches);
    }
  }

  private static void readOne(InputStream in, BufferAllocator allocator, Consumer<Batch> batches)
      throws IOException {
    var reader = new ArrowStreamReader(in, allocator);
    try {
      while (reader.loadNextBatch()) {
        try (Batch batch = taken(reader.getVectorSchemaRoot(), allocator)) {
          batches.accept(batch);
        }
      }
    } finally {
      // Not what it reads from: the next stream is behind this one.
      reader.close(false);
    }
  }

  private static Batch taken(VectorSchemaRoot root, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    for (FieldVector vector : root.getFieldVectors()) {
      TransferPair pair = vector.getTransferPair(allocator);
      pair.transfer();
      columns.add(Column.of((FieldVector) pair.getTo()));
    }
    return Batch.of(columns, root.getRowCount());
  }
}
