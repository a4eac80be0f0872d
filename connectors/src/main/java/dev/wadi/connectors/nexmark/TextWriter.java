package dev.wadi.connectors.nexmark;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.VarCharVector;

/// Writes texts into a vector's memory, one row after the other.
final class TextWriter {
  /// Letters are written eight at a time, so that many bytes behind the last text are touched.
  static final int SPARE_BYTES = 8;

  private final MemorySegment data;
  private final MemorySegment offsets;
  private long at;
  private long row;

  TextWriter(VarCharVector vector) {
    this.data = Column.segment(vector.getDataBuffer());
    this.offsets = Column.segment(vector.getOffsetBuffer());
    offsets.setAtIndex(ValueLayout.JAVA_INT, 0, 0);
  }

  void endRow() {
    offsets.setAtIndex(ValueLayout.JAVA_INT, ++row, (int) at);
  }

  void bytes(byte[] text) {
    bytes(text, 0, text.length);
  }

  void bytes(byte[] source, int start, int length) {
    MemorySegment.copy(source, start, data, ValueLayout.JAVA_BYTE, at, length);
    at += length;
  }

  void letter(char c) {
    data.set(ValueLayout.JAVA_BYTE, at++, (byte) c);
  }

  /// Random letters from a to z.
  void letters(long stream, int length) {
    for (int i = 0; i < length; i += 8) {
      long eight = Draw.letters(Draw.bits(stream, i));
      data.set(ValueLayout.JAVA_LONG_UNALIGNED, at + i, eight);
    }
    at += length;
  }

  /// A number in decimal with leading zeros.
  void digits(long number, int length) {
    long rest = number;
    for (int i = length - 1; i >= 0; i--) {
      data.set(ValueLayout.JAVA_BYTE, at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    at += length;
  }

  void decimal(int number) {
    int length = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
    digits(number, length);
  }
}
