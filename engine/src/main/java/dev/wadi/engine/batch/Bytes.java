package dev.wadi.engine.batch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// Runs of bytes in memory, eight at a time: comparison, hash and copy of text and binary values.
public final class Bytes {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static final long ONES = 0x0101010101010101L;

  private Bytes() {}

  /// Up to eight bytes as a little-endian word, zeros behind them. Never reads behind the segment.
  public static long word(MemorySegment bytes, long at, int length) {
    if (at + 8 <= bytes.byteSize()) {
      return bytes.get(JAVA_LONG_UNALIGNED, at) & Bits.lowMask(8 * length);
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes.get(JAVA_BYTE, at + i) & 0xffL) << (8 * i);
    }
    return word;
  }

  /// Whether two runs of the same length are equal.
  public static boolean equal(
      MemorySegment a, long aStart, MemorySegment b, long bStart, int length) {
    int done = 0;
    for (; length - done >= 8; done += 8) {
      if (a.get(JAVA_LONG_UNALIGNED, aStart + done) != b.get(JAVA_LONG_UNALIGNED, bStart + done)) {
        return false;
      }
    }
    int left = length - done;
    return left == 0 || word(a, aStart + done, left) == word(b, bStart + done, left);
  }

  /// The order of two runs by unsigned bytes, a prefix first: negative, zero or positive. For UTF-8
  /// this is the order of code points.
  public static int compare(
      MemorySegment a, long aStart, int aLength, MemorySegment b, long bStart, int bLength) {
    int shared = Math.min(aLength, bLength);
    for (int done = 0; done < shared; done += 8) {
      int left = Math.min(8, shared - done);
      long x = word(a, aStart + done, left);
      long y = word(b, bStart + done, left);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    return aLength - bLength;
  }

  /// Where a run of bytes occurs first between two places, or -1. Looks at eight places at once,
  /// for the first and the last byte of what is wanted: few other places have both.
  ///
  /// @param length of what is wanted, at least 1
  public static int indexOf(
      MemorySegment bytes, int start, int end, MemorySegment wanted, int length) {
    int last = end - length;
    long firstByte = (wanted.get(JAVA_BYTE, 0) & 0xff) * ONES;
    long lastByte = (wanted.get(JAVA_BYTE, length - 1) & 0xff) * ONES;
    for (int at = start; at <= last; at += 8) {
      int places = Math.min(8, last - at + 1);
      long x = word(bytes, at, places) ^ firstByte;
      long y = word(bytes, at + length - 1, places) ^ lastByte;
      long candidates = zeroBytes(x | y) & Bits.lowMask(8 * places);
      while (candidates != 0) {
        int place = at + (Long.numberOfTrailingZeros(candidates) >> 3);
        if (equal(bytes, place, wanted, 0, length)) {
          return place;
        }
        candidates &= candidates - 1;
      }
    }
    return -1;
  }

  /// How many characters of UTF-8 begin between two places.
  public static int characterCount(MemorySegment text, int start, int end) {
    int count = 0;
    for (int at = start; at < end; at += 8) {
      int length = Math.min(8, end - at);
      count += Long.bitCount(characterStarts(word(text, at, length)) & Bits.lowMask(8 * length));
    }
    return count;
  }

  /// Where the character begins that comes after `count` others, or `end` if there are not as many.
  public static int skipCharacters(MemorySegment text, int start, int end, long count) {
    long left = count;
    for (int at = start; at < end; at += 8) {
      int length = Math.min(8, end - at);
      long begins = characterStarts(word(text, at, length)) & Bits.lowMask(8 * length);
      int begun = Long.bitCount(begins);
      if (begun > left) {
        for (; left > 0; left--) {
          begins &= begins - 1;
        }
        return at + (Long.numberOfTrailingZeros(begins) >> 3);
      }
      left -= begun;
    }
    return end;
  }

  // The lowest bit of each byte that is not 10xxxxxx.
  private static long characterStarts(long word) {
    return (~(word >>> 7) | word >>> 6) & ONES;
  }

  // The top bit of each byte that is zero; a byte of 1 behind a zero may be taken for one, which
  // costs one comparison.
  private static long zeroBytes(long word) {
    return word - ONES & ~word & 0x8080808080808080L;
  }

  /// A 64-bit hash, the same in every process.
  public static long hash(MemorySegment bytes, long start, int length) {
    long hash = length;
    int done = 0;
    for (; length - done >= 8; done += 8) {
      hash = RowHash.mix(hash * GOLDEN + bytes.get(JAVA_LONG_UNALIGNED, start + done));
    }
    int left = length - done;
    return left == 0 ? hash : RowHash.mix(hash * GOLDEN + word(bytes, start + done, left));
  }

  /// Copies a run. Up to 15 bytes behind the target's end may be overwritten where the target has
  /// room for them, so fill a buffer in ascending order.
  public static void copy(MemorySegment from, long start, MemorySegment to, long at, int length) {
    // Most texts are short, and two words are cheaper than a call of the general copy.
    if (length <= 16 && start + 16 <= from.byteSize() && at + 16 <= to.byteSize()) {
      to.set(JAVA_LONG_UNALIGNED, at, from.get(JAVA_LONG_UNALIGNED, start));
      to.set(JAVA_LONG_UNALIGNED, at + 8, from.get(JAVA_LONG_UNALIGNED, start + 8));
    } else {
      MemorySegment.copy(from, start, to, at, length);
    }
  }
}
