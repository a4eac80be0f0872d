package dev.wadi.engine.batch;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.BaseVariableWidthVector;

/// Text and binary: bytes with 32-bit offsets.
final class VariableWidthAppender extends VectorAppender {
  private final BaseVariableWidthVector vector;

  VariableWidthAppender(BaseVariableWidthVector vector) {
    this.vector = vector;
  }

  @Override
  BaseVariableWidthVector vector() {
    return vector;
  }

  @Override
  void seal(int rowCount) {
    vector.setLastSet(rowCount - 1);
    super.seal(rowCount);
  }

  @Override
  void append(Column source, int[] rows, int count, int at) {
    while (vector.getValueCapacity() < at + count) {
      vector.reallocValidityAndOffsetBuffers();
    }
    appendValidity(source, rows, count, at);
    MemorySegment offsets = source.offsets();
    MemorySegment targetOffsets = Column.segment(vector.getOffsetBuffer());
    int start = at == 0 ? 0 : targetOffsets.getAtIndex(JAVA_INT_UNALIGNED, at);
    targetOffsets.setAtIndex(JAVA_INT_UNALIGNED, at, start);
    int end = appendOffsets(offsets, rows, count, targetOffsets, at, start);
    if (vector.getByteCapacity() < end) {
      vector.reallocDataBuffer(end);
    }
    MemorySegment target = Column.segment(vector.getDataBuffer());
    if (rows == null) {
      copyAll(source.data(), offsets, count, target, start);
    } else {
      copySome(source.data(), offsets, rows, count, target, start);
    }
  }

  // Nulls may cover bytes; they are copied like any other value.
  private static int appendOffsets(
      MemorySegment offsets,
      int[] rows,
      int count,
      MemorySegment targetOffsets,
      int at,
      int start) {
    int end = start;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int length =
          offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1)
              - offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      end = Math.addExact(end, length);
      targetOffsets.setAtIndex(JAVA_INT_UNALIGNED, at + i + 1, end);
    }
    return end;
  }

  private static void copyAll(
      MemorySegment bytes, MemorySegment offsets, int count, MemorySegment target, int at) {
    if (count > 0) {
      int from = offsets.getAtIndex(JAVA_INT_UNALIGNED, 0);
      int to = offsets.getAtIndex(JAVA_INT_UNALIGNED, count);
      MemorySegment.copy(bytes, from, target, at, to - from);
    }
  }

  private static void copySome(
      MemorySegment bytes,
      MemorySegment offsets,
      int[] rows,
      int count,
      MemorySegment target,
      int start) {
    int at = start;
    for (int i = 0; i < count; i++) {
      int from = offsets.getAtIndex(JAVA_INT_UNALIGNED, rows[i]);
      int length = offsets.getAtIndex(JAVA_INT_UNALIGNED, rows[i] + 1) - from;
      Bytes.copy(bytes, from, target, at, length);
      at += length;
    }
  }
}
