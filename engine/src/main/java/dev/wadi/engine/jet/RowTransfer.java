package dev.wadi.engine.jet;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageMetadataResult;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows as bytes between members: the message and the body of one record batch of Arrow's IPC
/// format, each with its length before it.
final class RowTransfer {
  private static final int CHUNK_BYTES = 64 * 1024;

  private RowTransfer() {}

  /// @param batch is taken over
  static Void write(Batch batch, Schema schema, Execution execution, ObjectDataOutput out)
      throws IOException {
    try (Batch dense = dense(batch, schema, execution.allocator())) {
      List<FieldVector> vectors = dense.columns().stream().map(Column::vector).toList();
      // Not closed: it would free the vectors.
      var root = new VectorSchemaRoot(schema.getFields(), vectors, dense.rowCount());
      try (ArrowRecordBatch rows = new VectorUnloader(root).getRecordBatch()) {
        ByteBuffer message = MessageSerializer.serializeMetadata(rows, IpcOption.DEFAULT);
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        out.writeByteArray(bytes);
        out.writeLong(rows.computeBodyLength());
        MessageSerializer.writeBatchBuffers(channel(out), rows);
      }
    }
    return null;
  }

  private static Batch dense(Batch batch, Schema schema, BufferAllocator allocator) {
    if (batch.selection() == null) {
      return batch;
    }
    try (batch;
        var builder = new BatchBuilder(schema, allocator, batch.rowCount())) {
      builder.append(batch, null);
      return builder.build();
    }
  }

  private static WriteChannel channel(ObjectDataOutput out) {
    return new WriteChannel(
        Channels.newChannel(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                out.write(value);
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
              }
            }));
  }

  /// @return a batch that the caller owns
  static Batch read(ObjectDataInput in, Schema schema, BufferAllocator allocator)
      throws IOException {
    byte[] message = in.readByteArray();
    var metadata = MessageMetadataResult.create(ByteBuffer.wrap(message), message.length);
    ArrowBuf body = body(in, allocator);
    try (ArrowRecordBatch rows = MessageSerializer.deserializeRecordBatch(metadata, body)) {
      List<FieldVector> vectors =
          schema.getFields().stream().map(field -> field.createVector(allocator)).toList();
      var root = new VectorSchemaRoot(schema.getFields(), vectors, 0);
      new VectorLoader(root).load(rows);
      return Batch.of(vectors.stream().map(Column::of).toList(), rows.getLength());
    }
  }

  private static ArrowBuf body(ObjectDataInput in, BufferAllocator allocator) throws IOException {
    long length = in.readLong();
    ArrowBuf body = allocator.buffer(length);
    byte[] chunk = new byte[(int) Math.min(length, CHUNK_BYTES)];
    for (long at = 0; at < length; at += chunk.length) {
      int count = (int) Math.min(chunk.length, length - at);
      in.readFully(chunk, 0, count);
      body.setBytes(at, chunk, 0, count);
    }
    body.writerIndex(length);
    return body;
  }

  /// Passes over rows that nobody wants any more.
  static void skip(ObjectDataInput in) throws IOException {
    in.readByteArray();
    long length = in.readLong();
    while (length > 0) {
      length -= in.skipBytes((int) Math.min(length, Integer.MAX_VALUE));
    }
  }
}
