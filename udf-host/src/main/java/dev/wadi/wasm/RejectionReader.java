package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_BUFFERS;
import static dev.wadi.wasm.ArrowLayout.ARRAY_BYTES;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILDREN;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILD_COUNT;
import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import dev.wadi.sdk.function.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;

/// Reads which rows a guest rejects: an array of structs of row and message, all in its memory.
final class RejectionReader {
  private static final int MESSAGE_BYTES_MAX = 2_048;

  private final LinearMemory memory;
  private final int rows;

  /// @param rows of the batch
  RejectionReader(LinearMemory memory, int rows) {
    this.memory = memory;
    this.rows = rows;
  }

  List<Rejection> read(int address) {
    long array = region(address, ARRAY_BYTES);
    long count = MemoryUtil.getLong(array + ARRAY_LENGTH);
    if (count < 1 || count > rows || MemoryUtil.getLong(array + ARRAY_CHILD_COUNT) != 2) {
      throw bad("%d rows, expected 1 to %d, of 2 columns".formatted(count, rows));
    }
    long columns = region(MemoryUtil.getInt(array + ARRAY_CHILDREN), 2 * POINTER_BYTES);
    long numbers = buffer(columns, 0, 1, 4 * count);
    long offsets = buffer(columns, 1, 1, 4 * (count + 1));
    List<Rejection> rejections = new ArrayList<>();
    int previous = -1;
    for (int i = 0; i < count; i++) {
      int row = MemoryUtil.getInt(numbers + 4L * i);
      if (row <= previous || row >= rows) {
        throw bad("row %d after row %d, of %d".formatted(row, previous, rows));
      }
      rejections.add(new Rejection(row, message(columns, offsets + 4L * i)));
      previous = row;
    }
    return rejections;
  }

  // Malformed text is replaced: a wrong message is better than none.
  private String message(long columns, long offset) {
    int start = MemoryUtil.getInt(offset);
    int end = MemoryUtil.getInt(offset + 4);
    if (start < 0 || end < start) {
      throw bad("a message from %d to %d".formatted(start, end));
    }
    byte[] bytes = new byte[Math.min(end - start, MESSAGE_BYTES_MAX)];
    long text = buffer(columns, 1, 2, end) + start;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = MemoryUtil.getByte(text + i);
    }
    String message = new String(bytes, StandardCharsets.UTF_8).strip();
    return message.isEmpty() ? GuestError.UNKNOWN.message() : message;
  }

  private long buffer(long columns, int column, int buffer, long bytes) {
    int descriptor = MemoryUtil.getInt(columns + (long) POINTER_BYTES * column);
    int table = MemoryUtil.getInt(region(descriptor, ARRAY_BYTES) + ARRAY_BUFFERS);
    long entry = region(table, 3 * POINTER_BYTES) + (long) POINTER_BYTES * buffer;
    return region(MemoryUtil.getInt(entry), bytes);
  }

  private long region(int address, long bytes) {
    try {
      return memory.check(Integer.toUnsignedLong(address), bytes);
    } catch (GuestFailure e) {
      throw bad(e.getMessage());
    }
  }

  private static GuestFailure bad(String reason) {
    return ResultReader.bad("the rows that it rejects are not: " + reason);
  }
}
