package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import java.nio.charset.StandardCharsets;

/// Reads a datum from left to right. The library's decoder believes what bytes say of lengths, and
/// takes as much memory; this one knows that nothing is longer than the message.
final class AvroInput {
  private static final int DEPTH_MAX = 200;
  // For elements that take no bytes, such as nulls; all others are fewer than there are bytes.
  private static final int EMPTY_ELEMENTS_MAX = 4_096;

  private byte[] bytes = {};
  private int at;
  private int depth;
  private long elements;

  void reset(byte[] message) {
    bytes = message;
    at = 0;
    depth = 0;
    elements = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where the next value begins.
  int at() {
    return at;
  }

  private int remaining() {
    return bytes.length - at;
  }

  /// @throws BadValue if there is more
  void end() {
    if (remaining() > 0) {
      throw malformed(remaining() + " bytes are left over");
    }
  }

  void skip(long length) {
    if (length < 0 || length > remaining()) {
      throw malformed("it ends too early");
    }
    at += (int) length;
  }

  private byte next() {
    if (remaining() == 0) {
      throw malformed("it ends too early");
    }
    return bytes[at++];
  }

  boolean readBoolean() {
    return switch (next()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw malformed("a boolean is neither 0 nor 1");
    };
  }

  long readLong() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = next();
      bits |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw malformed("a number has too many bytes");
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw malformed("an int is too large");
    }
    return (int) value;
  }

  float readFloat() {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  double readDouble() {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int count) {
    int start = at;
    skip(count);
    long bits = 0;
    for (int i = count - 1; i >= 0; i--) {
      bits = bits << 8 | bytes[start + i] & 0xff;
    }
    return bits;
  }

  /// How many bytes of a string, or of bytes, follow.
  int readLength() {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw malformed("it ends too early");
    }
    return (int) length;
  }

  String readString() {
    int length = readLength();
    skip(length);
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /// The place of a branch or of a symbol among so many.
  int readIndex(int count) {
    long index = readLong();
    if (index < 0 || index >= count) {
      throw malformed("%d is not one of %d choices".formatted(index, count));
    }
    return (int) index;
  }

  /// How many elements follow of an array or a map; 0 at its end.
  long readBlock() {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    elements += count;
    if (count < 0 || elements < 0 || elements > bytes.length + (long) EMPTY_ELEMENTS_MAX) {
      throw malformed("an array is longer than the message");
    }
    return count;
  }

  /// Goes into a nested value.
  void enter() {
    if (++depth > DEPTH_MAX) {
      throw malformed("values are nested more than %d times".formatted(DEPTH_MAX));
    }
  }

  void leave() {
    depth--;
  }

  private static BadValue malformed(String reason) {
    return new BadValue("the bytes are not what their Avro schema says: " + reason);
  }
}
