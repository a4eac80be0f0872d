package dev.wadi.wasm.conformance;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.TransferPair;

/// Makes vectors of values. What is null has random values below it, which nobody should see.
final class VectorWriter {
  // So that a slice begins within a byte of a bitmap.
  private static final int ROWS_AROUND = 3;

  private final BufferAllocator allocator;
  private final RandomValues below;

  VectorWriter(BufferAllocator allocator, RandomValues below) {
    this.allocator = allocator;
    this.below = below;
  }

  /// @return the columns, owned by the caller
  List<FieldVector> columns(List<Field> fields, List<Row> rows) {
    List<FieldVector> vectors = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      int column = i;
      vectors.add(
          column(fields.get(i), rows.stream().map(row -> row.values().get(column)).toList()));
    }
    return vectors;
  }

  /// The same rows out of the middle of larger columns.
  List<FieldVector> slices(List<Field> fields, List<Row> rows) {
    List<Row> more = new ArrayList<>(rows);
    IntStream.range(0, ROWS_AROUND).forEach(_ -> more.addFirst(below.row(fields, 0.5)));
    IntStream.range(0, ROWS_AROUND).forEach(_ -> more.addLast(below.row(fields, 0.5)));
    return columns(fields, more).stream().map(whole -> slice(whole, rows.size())).toList();
  }

  private FieldVector slice(FieldVector whole, int rows) {
    try (whole) {
      TransferPair pair = whole.getTransferPair(allocator);
      pair.splitAndTransfer(ROWS_AROUND, rows);
      return (FieldVector) pair.getTo();
    }
  }

  private FieldVector column(Field field, List<Object> values) {
    FieldVector vector = field.createVector(allocator);
    vector.allocateNew();
    for (int row = 0; row < values.size(); row++) {
      put(vector, row, values.get(row));
    }
    vector.setValueCount(values.size());
    return vector;
  }

  private void put(FieldVector vector, int row, Object value) {
    if (value == null) {
      put(vector, row, below.value(vector.getField()));
      BitVectorHelper.unsetBit(vector.getValidityBuffer(), row);
      return;
    }
    switch (vector) {
      case BitVector bits -> bits.setSafe(row, (Boolean) value ? 1 : 0);
      case DecimalVector decimals -> decimals.setSafe(row, (BigDecimal) value);
      case Float4Vector floats -> floats.setSafe(row, (Float) value);
      case Float8Vector doubles -> doubles.setSafe(row, (Double) value);
      case BaseVariableWidthVector texts -> texts.setSafe(row, bytes(value));
      case ListVector lists -> putItems(lists, row, (List<?>) value);
      case StructVector structs -> putFields(structs, row, (Row) value);
      case BaseFixedWidthVector fixed -> putWhole(fixed, row, (Long) value);
      default -> throw new IllegalStateException("a vector of " + vector.getField());
    }
  }

  private static byte[] bytes(Object value) {
    return value instanceof ByteBuffer bytes
        ? bytes.array()
        : ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  private void putItems(ListVector lists, int row, List<?> items) {
    int first = lists.startNewValue(row);
    for (int i = 0; i < items.size(); i++) {
      put(lists.getDataVector(), first + i, items.get(i));
    }
    lists.endValue(row, items.size());
  }

  private void putFields(StructVector structs, int row, Row fields) {
    while (row >= structs.getValueCapacity()) {
      structs.reAlloc();
    }
    List<FieldVector> columns = structs.getChildrenFromFields();
    for (int i = 0; i < columns.size(); i++) {
      put(columns.get(i), row, fields.values().get(i));
    }
    structs.setIndexDefined(row);
  }

  private static void putWhole(BaseFixedWidthVector vector, int row, long value) {
    while (row >= vector.getValueCapacity()) {
      vector.reAlloc();
    }
    ArrowBuf values = vector.getDataBuffer();
    int width = vector.getTypeWidth();
    long at = (long) row * width;
    switch (width) {
      case 1 -> values.setByte(at, (byte) value);
      case 2 -> values.setShort(at, (short) value);
      case 4 -> values.setInt(at, (int) value);
      default -> values.setLong(at, value);
    }
    vector.setIndexDefined(row);
  }
}
