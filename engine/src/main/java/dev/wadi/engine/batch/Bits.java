package dev.wadi.engine.batch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Bitmaps in Arrow's layout: bit i is bit `i & 7` of byte `i >> 3`. Words are 64 bits in that
/// order, so this needs a little-endian machine (as Arrow's Java library does anyway).
public final class Bits {
  static {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalStateException("Wadi needs a little-endian processor");
    }
  }

  private Bits() {}

  public static boolean get(MemorySegment bitmap, long index) {
    return (bitmap.get(JAVA_BYTE, index >> 3) >> (index & 7) & 1) != 0;
  }

  public static void set(MemorySegment bitmap, long index, boolean value) {
    int bit = 1 << (index & 7);
    int old = bitmap.get(JAVA_BYTE, index >> 3);
    bitmap.set(JAVA_BYTE, index >> 3, (byte) (value ? old | bit : old & ~bit));
  }

  /// How many words hold `bitCount` bits.
  public static int wordCount(int bitCount) {
    return (bitCount + 63) >> 6;
  }

  /// Bits 64 * word and up. Bits from `bitCount` on are zero, even if the bitmap ends before.
  public static long word(MemorySegment bitmap, int word, int bitCount) {
    int first = word << 6;
    int left = bitCount - first;
    if (left >= 64) {
      return bitmap.get(JAVA_LONG_UNALIGNED, first >> 3);
    }
    long bits = 0;
    for (int i = 0; i < left; i += 8) {
      bits |= (bitmap.get(JAVA_BYTE, (first + i) >> 3) & 0xffL) << i;
    }
    return bits & lowMask(left);
  }

  /// Writes bits 64 * word and up, as many whole bytes as `bitCount` needs.
  public static void setWord(MemorySegment bitmap, int word, int bitCount, long bits) {
    int first = word << 6;
    int left = bitCount - first;
    if (left >= 64) {
      bitmap.set(JAVA_LONG_UNALIGNED, first >> 3, bits);
      return;
    }
    for (int i = 0; i < left; i += 8) {
      bitmap.set(JAVA_BYTE, (first + i) >> 3, (byte) (bits >> i));
    }
  }

  /// A word whose lowest `count` bits are set.
  public static long lowMask(int count) {
    return count >= 64 ? -1L : (1L << count) - 1;
  }

  /// Sets bits 0 to bitCount - 1.
  public static void setAll(MemorySegment bitmap, int bitCount) {
    bitmap.asSlice(0, (bitCount + 7) >> 3).fill((byte) 0xff);
  }

  /// Copies bits to consecutive places.
  ///
  /// @param rows which bits of the source, or null for the first `count`
  /// @param at where the first of them goes
  static void gather(MemorySegment source, int[] rows, int count, MemorySegment target, int at) {
    int done = 0;
    if (rows == null && (at & 7) == 0) {
      MemorySegment.copy(source, 0, target, at >> 3, count >> 3);
      done = count & ~7;
    }
    while (done < count) {
      int shift = (at + done) & 7;
      int taken = Math.min(8 - shift, count - done);
      int bits = 0;
      for (int i = 0; i < taken; i++) {
        int row = rows == null ? done + i : rows[done + i];
        bits |= (source.get(JAVA_BYTE, row >> 3) >> (row & 7) & 1) << i;
      }
      put(target, at + done, lowMask(taken), bits);
      done += taken;
    }
  }

  /// Sets `count` bits from `at` on.
  static void setRange(MemorySegment target, int at, int count) {
    int done = 0;
    while (done < count) {
      int taken = Math.min(8 - ((at + done) & 7), count - done);
      put(target, at + done, lowMask(taken), -1);
      done += taken;
    }
  }

  private static void put(MemorySegment target, int at, long mask, int bits) {
    int shift = at & 7;
    int old = target.get(JAVA_BYTE, at >> 3);
    int hole = (int) mask << shift;
    target.set(JAVA_BYTE, at >> 3, (byte) (old & ~hole | bits << shift & hole));
  }
}
