package dev.wadi.engine.evaluation;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.wadi.engine.batch.Bytes;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Text (UTF-8) and binary: slices of one piece of off-heap memory, either somebody else's (a
/// column's, another node's) or bytes that were appended here.
final class Texts extends Values implements AutoCloseable {
  /// So much may be written behind the end of a text, to write whole words.
  private static final long SLACK = 16;

  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private MemorySegment own = MemorySegment.NULL;
  private int end;

  /// What the slices are slices of.
  MemorySegment bytes = MemorySegment.NULL;

  int[] starts = {};
  int[] lengths = {};

  Texts(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  void reserve(int rowCount) {
    end = 0;
    if (starts.length < rowCount) {
      starts = Arrays.copyOf(starts, rowCount);
      lengths = Arrays.copyOf(lengths, rowCount);
    }
  }

  String get(int i) {
    return new String(getBytes(i), StandardCharsets.UTF_8);
  }

  byte[] getBytes(int i) {
    byte[] copy = new byte[lengths[i]];
    MemorySegment.copy(bytes, JAVA_BYTE, starts[i], copy, 0, copy.length);
    return copy;
  }

  /// Makes room for more bytes of our own; {@link #bytes} is that memory from now on.
  ///
  /// @return where in it they go
  int room(int length) {
    if (own.byteSize() < (long) end + length + SLACK) {
      grow((long) end + length);
    }
    bytes = own;
    return end;
  }

  private void grow(long needed) {
    if (needed > Integer.MAX_VALUE - SLACK) {
      throw new WadiException(ErrorCode.MEMORY_LIMIT, "the texts of one batch exceed 2 GiB");
    }
    ArrowBuf larger = allocator.buffer(Math.max(1024, 2 * needed + SLACK));
    if (buffer != null) {
      larger.setBytes(0, buffer, 0, end);
      buffer.close();
    }
    buffer = larger;
    own = Column.segment(larger);
  }

  /// Says that value i consists of `length` bytes that were written where {@link #room} said.
  void take(int i, int length) {
    starts[i] = end;
    lengths[i] = length;
    end += length;
  }

  /// Makes a copy of the bytes value i.
  void set(int i, MemorySegment source, int start, int length) {
    Bytes.copy(source, start, bytesWithRoom(length), end, length);
    take(i, length);
  }

  void set(int i, byte[] value) {
    set(i, value, 0, value.length);
  }

  /// Makes a part of an array the value i.
  void set(int i, byte[] source, int start, int length) {
    MemorySegment.copy(source, start, bytesWithRoom(length), JAVA_BYTE, end, length);
    take(i, length);
  }

  void set(int i, String value) {
    set(i, value.getBytes(StandardCharsets.UTF_8));
  }

  private MemorySegment bytesWithRoom(int length) {
    room(length);
    return bytes;
  }

  @Override
  void putValues(Positions positions, Values source) {
    Texts from = (Texts) source;
    for (int i = 0; i < positions.count(); i++) {
      if (from.isNull(i)) {
        take(positions.indexes()[i], 0);
      } else {
        set(positions.indexes()[i], from.bytes, from.starts[i], from.lengths[i]);
      }
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(starts, 0, rowCount, starts[0]);
    Arrays.fill(lengths, 0, rowCount, lengths[0]);
  }

  /// Frees the bytes of our own.
  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
      own = MemorySegment.NULL;
    }
  }
}
