package dev.wadi.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Numbers of as many bytes as they need: 7 bits in each, the least first, and the highest bit set
/// in all but the last.
final class VarInt {
  private VarInt() {}

  static void write(long value, OutputStream out) throws IOException {
    long left = value;
    while (left >>> 7 != 0) {
      out.write((int) left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  /// Small ones take few bytes, whatever their sign.
  static void writeSigned(long value, OutputStream out) throws IOException {
    write(value << 1 ^ value >> 63, out);
  }

  /// @throws DamagedFileException if the stream ends within it, or it is none
  static long read(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedFileException("a number is cut off");
  }

  static long readSigned(InputStream in) throws IOException {
    long value = read(in);
    return value >>> 1 ^ -(value & 1);
  }
}
