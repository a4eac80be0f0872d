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

  /// Copies bits that start anywhere to where a byte starts; what follows them in the last byte
  /// becomes zero.
  static void copy(long source, int from, long target, int bits) {
    int shift = from & 7;
    long at = source + (from >>> 3);
    if (shift == 0) {
      Bytes.copy(at, target, bytes(bits));
    } else {
      copyShifted(at, shift, target, bits);
    }
    if ((bits & 7) != 0) {
      long last = target + (bits >>> 3);
      MemoryUtil.putByte(last, (byte) (MemoryUtil.getByte(last) & (1 << (bits & 7)) - 1));
    }
  }

  /// The same as {@link #and}, with bits that start anywhere.
  static void andFrom(long target, long source, int from, int bits) {
    for (int i = 0; i < bits; i++) {
      if (!get(source, from + i)) {
        clear(target, i);
      }
    }
  }

  private static void copyShifted(long source, int shift, long target, int bits) {
    int bytes = (int) bytes(bits);
    int sourceBytes = (int) bytes(shift + (long) bits);
    for (int i = 0; i < bytes; i++) {
      int low = MemoryUtil.getByte(source + i) & 0xFF;
      int high = i + 1 < sourceBytes ? MemoryUtil.getByte(source + i + 1) & 0xFF : 0;
      MemoryUtil.putByte(target + i, (byte) ((low | high << 8) >>> shift));
    }
  }

  /// How many bits are set in one bitmap and not in another.
  static int countWithout(long set, long unset, int bits) {
    int count = 0;
    int words = bits >>> 6;
    for (int i = 0; i < words; i++) {
      long at = 8L * i;
      count += Long.bitCount(MemoryUtil.getLong(set + at) & ~MemoryUtil.getLong(unset + at));
    }
    long at = 8L * words;
    return count + Long.bitCount(tail(set + at, bits & 63) & ~tail(unset + at, bits & 63));
  }

  static void clear(long address, int index) {
    long at = address + (index >>> 3);
    MemoryUtil.putByte(at, (byte) (MemoryUtil.getByte(at) & ~(1 << (index & 7))));
  }

  static boolean get(long address, int index) {
    return (MemoryUtil.getByte(address + (index >>> 3)) >>> (index & 7) & 1) != 0;
  }
}
