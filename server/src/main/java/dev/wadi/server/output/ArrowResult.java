package dev.wadi.server.output;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// A schema message, a record batch message for each batch, and the mark of the end. Arrow's own
/// writer wants all batches in the same vectors, these come in those of the job.
final class ArrowResult implements ResultFormat.Writer {
  private final Schema columns;
  private final WriteChannel out;

  ArrowResult(Schema columns, OutputStream out) throws IOException {
    this.columns = columns;
    this.out = new WriteChannel(Channels.newChannel(out));
    MessageSerializer.serialize(this.out, columns);
  }

  @Override
  public void write(Batch batch) throws IOException {
    List<FieldVector> vectors = batch.columns().stream().map(Column::vector).toList();
    // Not closed: the vectors are the batch's.
    var root = new VectorSchemaRoot(columns.getFields(), vectors, batch.rowCount());
    try (ArrowRecordBatch message = new VectorUnloader(root).getRecordBatch()) {
      MessageSerializer.serialize(out, message);
    }
  }

  @Override
  public void end() throws IOException {
    out.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
    out.writeIntLittleEndian(0);
  }
}
