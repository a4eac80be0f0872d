package dev.wadi.engine.checkpoint;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// The values of a vector as bytes: of two vectors of the same type, the same bytes stand for the
/// same values, and no value's bytes are the beginning of another's. What lies under a null does
/// not count.
sealed interface CellBytes {
  /// Appends the value of a row.
  void append(int row, RowBytes bytes);

  /// @return empty if values of this type have no bytes
  static Optional<CellBytes> of(FieldVector vector) {
    return switch (vector) {
      case BitVector _ -> Optional.of(new Bit(validity(vector), data(vector)));
      case BaseFixedWidthVector fixed ->
          Optional.of(new Fixed(validity(vector), data(vector), fixed.getTypeWidth()));
      case BaseVariableWidthVector variable ->
          Optional.of(
              new Variable(
                  validity(vector), Column.segment(variable.getOffsetBuffer()), data(vector)));
      case ListVector list ->
          of(list.getDataVector()).map(elements -> new Elements(list, elements));
      case StructVector struct ->
          all(struct.getChildrenFromFields()).map(fields -> new Fields(struct, fields));
      default -> Optional.empty();
    };
  }

  /// @return empty if one of them has values without bytes
  static Optional<List<CellBytes>> all(List<FieldVector> vectors) {
    List<CellBytes> cells = vectors.stream().map(CellBytes::of).flatMap(Optional::stream).toList();
    return cells.size() == vectors.size() ? Optional.of(cells) : Optional.empty();
  }

  private static MemorySegment validity(FieldVector vector) {
    return Column.segment(vector.getValidityBuffer());
  }

  private static MemorySegment data(FieldVector vector) {
    return Column.segment(vector.getDataBuffer());
  }

  private static boolean isThere(MemorySegment validity, int row, RowBytes bytes) {
    boolean there = Bits.get(validity, row);
    bytes.putByte(there ? 1 : 0);
    return there;
  }

  /// BOOLEAN.
  record Bit(MemorySegment validity, MemorySegment data) implements CellBytes {
    @Override
    public void append(int row, RowBytes bytes) {
      if (isThere(validity, row, bytes)) {
        bytes.putByte(Bits.get(data, row) ? 1 : 0);
      }
    }
  }

  /// Values of `width` bytes.
  record Fixed(MemorySegment validity, MemorySegment data, int width) implements CellBytes {
    @Override
    public void append(int row, RowBytes bytes) {
      if (!isThere(validity, row, bytes)) {
        return;
      }
      long at = (long) row * width;
      switch (width) {
        case Long.BYTES -> bytes.putLong(data.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
        case Integer.BYTES -> bytes.putInt(data.get(ValueLayout.JAVA_INT_UNALIGNED, at));
        default -> bytes.put(data, at, width);
      }
    }
  }

  /// Text and bytes.
  record Variable(MemorySegment validity, MemorySegment offsets, MemorySegment data)
      implements CellBytes {
    @Override
    public void append(int row, RowBytes bytes) {
      if (isThere(validity, row, bytes)) {
        int start = offsets.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, row);
        int length = offsets.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, row + 1) - start;
        bytes.putInt(length);
        bytes.put(data, start, length);
      }
    }
  }

  /// Lists and maps.
  record Elements(ListVector list, CellBytes elements) implements CellBytes {
    @Override
    public void append(int row, RowBytes bytes) {
      if (list.isNull(row)) {
        bytes.putByte(0);
        return;
      }
      int end = list.getElementEndIndex(row);
      bytes.putByte(1);
      bytes.putInt(end - list.getElementStartIndex(row));
      for (int i = list.getElementStartIndex(row); i < end; i++) {
        elements.append(i, bytes);
      }
    }
  }

  /// Structs.
  record Fields(StructVector struct, List<CellBytes> fields) implements CellBytes {
    @Override
    public void append(int row, RowBytes bytes) {
      boolean there = !struct.isNull(row);
      bytes.putByte(there ? 1 : 0);
      if (there) {
        fields.forEach(field -> field.append(row, bytes));
      }
    }
  }
}
