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
    var reader = new Reader(in, allocator);
    for (Batch next = reader.next(); next != null; next = reader.next()) {
      try (Batch batch = next) {
        batches.accept(batch);
      }
    }
  }

  /// Reads a stream batch by batch.
  static final class Reader {
    private final PushbackInputStream in;
    private final BufferAllocator allocator;

    Reader(InputStream in, BufferAllocator allocator) {
      this.in = new PushbackInputStream(in);
      this.allocator = allocator;
    }

    /// The next batch, which the caller owns; null at the end.
    Batch next() throws IOException {
      for (int next = in.read(); next >= 0; next = in.read()) {
        in.unread(next);
        Batch batch = readOne();
        if (batch != null) {
          return batch;
        }
      }
      return null;
    }

    // Null if there is a stream without any.
    private Batch readOne() throws IOException {
      var reader = new ArrowStreamReader(in, allocator);
      Batch batch = null;
      try {
        if (reader.loadNextBatch()) {
          batch = taken(reader.getVectorSchemaRoot(), allocator);
          requireEnd(reader);
        }
        return batch;
      } catch (IOException | RuntimeException e) {
        if (batch != null) {
          batch.release();
        }
        throw e;
      } finally {
        // Not what it reads from: the next stream is behind this one.
        reader.close(false);
      }
    }

    // Each has one, see above; this reads the mark of its end, too.
    private static void requireEnd(ArrowStreamReader reader) throws IOException {
      if (reader.loadNextBatch()) {
        throw new DamagedFileException("a stream of state has more than one batch");
      }
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
