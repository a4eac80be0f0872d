package dev.wadi.wasm;

import org.apache.arrow.memory.util.MemoryUtil;

/// Bitmaps at machine addresses, least significant bit first. Nothing beyond the bytes that hold
/// the given number of bits is touched.
final class Bits {
  private Bits() {}

  static long bytes(long bits) {
    return (bits + 7) >>> 3;
  }

  /// Sets the given number of bits; the rest of the last byte becomes zero.
  static void setAll(long address, int bits) {
    int whole = bits >>> 3;
    if (whole > 0) {
      MemoryUtil.setMemory(address, whole, (byte) 0xFF);
    }
    if ((bits & 7) != 0) {
      MemoryUtil.putByte(address + whole, (byte) ((1 << (bits & 7)) - 1));
    }
  }

  static int countSet(long address, int bits) {
    int count = 0;
    int words = bits >>> 6;
    for (int i = 0; i < words; i++) {
      count += Long.bitCount(MemoryUtil.getLong(address + 8L * i));
    }
    return count + Long.bitCount(tail(address + 8L * words, bits & 63));
  }

  private static long tail(long address, int bits) {
    long word = 0;
    for (int shift = 0; shift < bits; shift += 8) {
      word |= (MemoryUtil.getByte(address + (shift >>> 3)) & 0xFFL) << shift;
    }
    return word & ((1L << bits) - 1);
  }

  /// Clears the bits of `target` that are not set in `source`, and whatever follows them in the
  /// last byte.
  static void and(long target, long source, int bits) {
    int words = bits >>> 6;
    for (int i = 0; i < words; i++) {
      long at = 8L * i;
      MemoryUtil.putLong(
          target + at, MemoryUtil.getLong(target + at) & MemoryUtil.getLong(source + at));
    }
    long at = 8L * words;
    long word = tail(target + at, bits & 63) & tail(source + at, bits & 63);
    for (int shift = 0; shift < (bits & 63); shift += 8) {
      MemoryUtil.putByte(target + at + (shift >>> 3), (byte) (word >>> shift));
    }
  }

  static boolean get(long address, int index) {
    return (MemoryUtil.getByte(address + (index >>> 3)) >>> (index & 7) & 1) != 0;
  }
}
