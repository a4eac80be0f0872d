package dev.wadi.wasm;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Vectors of any type full of random values.
final class RandomValues {
  private final Random random;
  private final double nulls;

  /// @param nulls how probable a null is where one is allowed
  RandomValues(Random random, double nulls) {
    this.random = random;
    this.nulls = nulls;
  }

  FieldVector column(Field field, int rows, BufferAllocator allocator) {
    FieldVector vector = field.createVector(allocator);
    vector.setInitialCapacity(Math.max(1, rows));
    vector.allocateNew();
    for (int row = 0; row < rows; row++) {
      put(vector, row);
    }
    vector.setValueCount(rows);
    return vector;
  }

  private void put(FieldVector vector, int row) {
    boolean isNull = vector.getField().isNullable() && random.nextDouble() < nulls;
    switch (vector) {
      case ListVector list when !isNull -> {
        int first = list.startNewValue(row);
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
          put(list.getDataVector(), first + i);
        }
        list.endValue(row, count);
      }
      case StructVector struct -> putStruct(struct, row, isNull);
      default -> {
        while (row >= vector.getValueCapacity()) {
          vector.reAlloc();
        }
        if (isNull) {
          vector.setNull(row);
        } else {
          set(vector, row);
        }
      }
    }
  }

  private void putStruct(StructVector struct, int row, boolean isNull) {
    while (row >= struct.getValueCapacity()) {
      struct.reAlloc();
    }
    for (FieldVector field : struct.getChildrenFromFields()) {
      put(field, row);
    }
    if (isNull) {
      struct.setNull(row);
    } else {
      struct.setIndexDefined(row);
    }
  }

  /// Puts a value that is not null where there is room for it.
  void set(FieldVector vector, int row) {
    switch (vector) {
      case BaseVariableWidthVector texts ->
          texts.setSafe(row, "häuser ".repeat(random.nextInt(5)).getBytes(StandardCharsets.UTF_8));
      case DecimalVector decimals -> decimals.set(row, random.nextInt(-9_999_999, 9_999_999));
      case TimeMicroVector times -> times.set(row, random.nextLong(86_400_000_000L));
      case BaseFixedWidthVector fixed -> {
        if (fixed.getTypeWidth() == 0 && row % 8 == 0) { // bits
          fixed.getDataBuffer().setByte(row / 8, random.nextInt());
        }
        for (int i = 0; i < fixed.getTypeWidth(); i++) {
          fixed.getDataBuffer().setByte((long) row * fixed.getTypeWidth() + i, random.nextInt(100));
        }
        fixed.setIndexDefined(row);
      }
      default -> throw new AssertionError(vector.getClass());
    }
  }
}
