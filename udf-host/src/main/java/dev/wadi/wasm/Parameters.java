package dev.wadi.wasm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What a call needs to know that is not rows of a table: mostly one row.
final class Parameters implements AutoCloseable {
  private final List<FieldVector> vectors = new ArrayList<>();

  private Parameters() {}

  static Field text(String name) {
    return Field.notNullable(name, ArrowType.Utf8.INSTANCE);
  }

  static Field nullableText(String name) {
    return Field.nullable(name, ArrowType.Utf8.INSTANCE);
  }

  static Field integer(String name) {
    return Field.notNullable(name, new ArrowType.Int(Integer.SIZE, true));
  }

  static Field bigint(String name) {
    return Field.notNullable(name, new ArrowType.Int(Long.SIZE, true));
  }

  /// @param values as many as fields; texts, ints and longs, null where a field is nullable
  static Parameters of(BufferAllocator allocator, List<Field> fields, Object... values) {
    var row = new Parameters();
    for (int i = 0; i < values.length; i++) {
      FieldVector vector = fields.get(i).createVector(allocator);
      row.vectors.add(vector);
      set(vector, values[i]);
      vector.setValueCount(1);
    }
    return row;
  }

  /// A column of texts.
  static Parameters of(BufferAllocator allocator, Field field, List<String> texts) {
    var column = new Parameters();
    FieldVector vector = field.createVector(allocator);
    column.vectors.add(vector);
    vector.allocateNew();
    for (int i = 0; i < texts.size(); i++) {
      ((VarCharVector) vector).setSafe(i, texts.get(i).getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(texts.size());
    return column;
  }

  private static void set(FieldVector vector, Object value) {
    switch (value) {
      case null -> vector.allocateNew();
      case Integer number -> ((IntVector) vector).setSafe(0, number);
      case Long number -> ((BigIntVector) vector).setSafe(0, number);
      case String text ->
          ((VarCharVector) vector).setSafe(0, text.getBytes(StandardCharsets.UTF_8));
      default -> throw new IllegalArgumentException("no parameter: " + value);
    }
  }

  List<FieldVector> vectors() {
    return vectors;
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
  }
}
