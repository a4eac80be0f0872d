package dev.wadi.engine.batch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.BaseFixedWidthVector;

/// Values of the same number of bytes.
final class FixedWidthAppender extends VectorAppender {
  private final BaseFixedWidthVector vector;
  private final int width;

  FixedWidthAppender(BaseFixedWidthVector vector) {
    this.vector = vector;
    this.width = vector.getTypeWidth();
  }

  @Override
  BaseFixedWidthVector vector() {
    return vector;
  }

  @Override
  void append(Column source, int[] rows, int count, int at) {
    grow(at + count);
    appendValidity(source, rows, count, at);
    MemorySegment from = source.data();
    MemorySegment to =
        Column.segment(vector.getDataBuffer()).asSlice((long) at * width, (long) count * width);
    if (rows == null) {
      MemorySegment.copy(from, 0, to, 0, to.byteSize());
    } else {
      copy(from, rows, count, to);
    }
  }

  private void copy(MemorySegment from, int[] rows, int count, MemorySegment to) {
    switch (width) {
      case 1 -> copyBytes(from, rows, count, to);
      case 2 -> copyShorts(from, rows, count, to);
      case 4 -> copyInts(from, rows, count, to);
      case 8 -> copyLongs(from, rows, count, to);
      default -> copyBlocks(from, rows, count, to);
    }
  }

  private static void copyBytes(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.set(JAVA_BYTE, i, from.get(JAVA_BYTE, rows[i]));
    }
  }

  private static void copyShorts(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.setAtIndex(JAVA_SHORT_UNALIGNED, i, from.getAtIndex(JAVA_SHORT_UNALIGNED, rows[i]));
    }
  }

  private static void copyInts(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.setAtIndex(JAVA_INT_UNALIGNED, i, from.getAtIndex(JAVA_INT_UNALIGNED, rows[i]));
    }
  }

  private static void copyLongs(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      to.setAtIndex(JAVA_LONG_UNALIGNED, i, from.getAtIndex(JAVA_LONG_UNALIGNED, rows[i]));
    }
  }

  private void copyBlocks(MemorySegment from, int[] rows, int count, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(from, (long) rows[i] * width, to, (long) i * width, width);
    }
  }
}
