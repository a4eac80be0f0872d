package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// Reads the binary format of WebAssembly, as strictly as the specification has it: whatever gets
/// through here means the same to the engine's parser.
final class WasmReader {
  private static final int INT_BYTES_MAX = 5;
  private static final int LAST_BYTE_OF_INT = 0x0F;

  private final byte[] bytes;
  private final int end;
  private int position;

  WasmReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  boolean hasNext() {
    return position < end;
  }

  int remaining() {
    return end - position;
  }

  /// The next byte, 0 to 255.
  int next() {
    if (position >= end) {
      throw Refusal.malformed("it ends too early");
    }
    return bytes[position++] & 0xFF;
  }

  void skip(long count) {
    if (count > remaining()) {
      throw Refusal.malformed("it ends too early");
    }
    position += (int) count;
  }

  /// An unsigned 32-bit number.
  long unsigned() {
    long value = 0;
    for (int i = 0; i < INT_BYTES_MAX; i++) {
      int next = next();
      value |= (next & 0x7FL) << 7 * i;
      if (next < 0x80) {
        if (i == INT_BYTES_MAX - 1 && next > LAST_BYTE_OF_INT) {
          break;
        }
        return value;
      }
    }
    throw Refusal.malformed("a number is too long");
  }

  /// A signed number of up to 33 bits.
  long signed() {
    long value = 0;
    for (int i = 0; i < INT_BYTES_MAX; i++) {
      int next = next();
      value |= (next & 0x7FL) << 7 * i;
      if (next < 0x80) {
        int unused = Long.SIZE - 7 * (i + 1);
        return value << unused >> unused;
      }
    }
    throw Refusal.malformed("a number is too long");
  }

  /// Passes over a number of at most so many bytes.
  void skipNumber(int bytesMax) {
    for (int i = 0; i < bytesMax; i++) {
      if (next() < 0x80) {
        return;
      }
    }
    throw Refusal.malformed("a number is too long");
  }

  String name() {
    int length = (int) Math.min(unsigned(), Integer.MAX_VALUE);
    int start = position;
    skip(length);
    return new String(bytes, start, length, UTF_8);
  }

  /// The next `size` bytes, which are passed over here.
  WasmReader part(long size) {
    int start = position;
    skip(size);
    return new WasmReader(bytes, start, position);
  }

  /// The bytes from a position to here, as a key to compare.
  String since(int remainingThen) {
    int start = end - remainingThen;
    return new String(bytes, start, position - start, ISO_8859_1);
  }

  void expectEnd(String what) {
    if (hasNext()) {
      throw Refusal.malformed("%,d bytes are left over in %s".formatted(remaining(), what));
    }
  }
}
