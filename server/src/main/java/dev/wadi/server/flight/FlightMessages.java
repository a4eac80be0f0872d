package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Messages of the type FlightData as they are on the wire, length and all. Written by hand, since
/// the library for protocol buffers would copy the columns.
final class FlightMessages {
  /// Before each message: whether it is compressed, a byte, and its length, four.
  static final int FRAME_BYTES = 5;

  private static final int HEADER_FIELD = 2;
  private static final int BODY_FIELD = 1000;
  private static final int LENGTH_DELIMITED = 2;
  private static final int ALIGNMENT = 8;
  private static final byte[] PADDING = new byte[ALIGNMENT];
  private static final int NO_BODY = -1;

  private FlightMessages() {}

  /// The first message of a stream: what columns there are.
  static ByteBuf schema(Schema columns) {
    return prefix(MessageSerializer.serializeMetadata(columns, IpcOption.DEFAULT), NO_BODY);
  }

  /// Rows, whose columns are not copied: they must stay where they are until the message has been
  /// written.
  static ByteBuf rows(ArrowRecordBatch rows) {
    int body = Math.toIntExact(rows.computeBodyLength());
    CompositeByteBuf message = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    message.addComponent(
        true, prefix(MessageSerializer.serializeMetadata(rows, IpcOption.DEFAULT), body));
    for (ArrowBuf buffer : rows.getBuffers()) {
      int length = Math.toIntExact(buffer.readableBytes());
      if (length > 0) {
        ByteBuffer bytes = buffer.nioBuffer(buffer.readerIndex(), length);
        message.addComponent(true, Unpooled.wrappedBuffer(bytes));
        message.addComponent(true, Unpooled.wrappedBuffer(PADDING, 0, padding(length)));
      }
    }
    return message;
  }

  private static int padding(int length) {
    return -length & (ALIGNMENT - 1);
  }

  private static ByteBuf prefix(ByteBuffer header, int bodyLength) {
    try {
      var fields = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(fields);
      out.writeTag(HEADER_FIELD, LENGTH_DELIMITED);
      byte[] bytes = new byte[header.remaining()];
      header.get(bytes);
      out.writeByteArrayNoTag(bytes);
      if (bodyLength != NO_BODY) {
        out.writeTag(BODY_FIELD, LENGTH_DELIMITED);
        out.writeUInt32NoTag(bodyLength);
      }
      out.flush();
      int length = fields.size() + Math.max(0, bodyLength);
      return Unpooled.buffer(FRAME_BYTES + fields.size())
          .writeByte(0)
          .writeInt(length)
          .writeBytes(fields.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A schema as it stands inside of other messages.
  static ByteString encapsulated(Schema columns) {
    var out = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(out.toByteArray());
  }
}
