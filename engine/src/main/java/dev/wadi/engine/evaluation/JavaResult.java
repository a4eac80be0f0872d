package dev.wadi.engine.evaluation;

import dev.wadi.engine.item.Slice;
import dev.wadi.engine.json.JsonText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// The result of a built-in function: what its Java method returns, as rows of values.
final class JavaResult {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final Values values;
  private final Field field;
  private final long unitsPerSecond;

  JavaResult(Values values, Field field) {
    this.values = values;
    this.field = field;
    SqlType type = SqlType.of(field);
    this.unitsPerSecond =
        type instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerSecond() : 1;
  }

  /// A method from a row's number and its value to nothing.
  MethodHandle of(Class<?> java) {
    MethodType type = MethodType.methodType(void.class, int.class, java);
    boolean boxed = MethodType.methodType(java).hasWrappers();
    MethodType found = boxed ? type.changeParameterType(1, Object.class) : type;
    try {
      return LOOKUP.findVirtual(JavaResult.class, "write", found).bindTo(this).asType(type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no writer of " + java, e);
    }
  }

  void writeNull(int row) {
    values.setNull(row);
    if (values instanceof Texts texts) {
      texts.take(row, 0);
    }
  }

  void write(int row, boolean value) {
    ((Flags) values).set(row, value);
  }

  void write(int row, int value) {
    write(row, (long) value);
  }

  void write(int row, long value) {
    ((Longs) values).values[row] = value;
  }

  void write(int row, float value) {
    write(row, (double) value);
  }

  void write(int row, double value) {
    ((Doubles) values).values[row] = value;
  }

  void write(int row, String value) {
    if (value == null) {
      writeNull(row);
    } else {
      ((Texts) values).set(row, value);
    }
  }

  void write(int row, JsonText value) {
    if (value == null) {
      writeNull(row);
    } else {
      ((Texts) values).set(row, value.bytes(), value.start(), value.length());
    }
  }

  void write(int row, byte[] value) {
    if (value == null) {
      writeNull(row);
    } else {
      ((Texts) values).set(row, value);
    }
  }

  void write(int row, BigDecimal value) {
    if (value == null) {
      writeNull(row);
      return;
    }
    ArrowType.Decimal type = (ArrowType.Decimal) field.getType();
    BigDecimal rounded = value.setScale(type.getScale(), RoundingMode.HALF_UP);
    if (rounded.precision() > type.getPrecision()) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%s does not fit in DECIMAL(%d, %d)"
              .formatted(value.toPlainString(), type.getPrecision(), type.getScale()));
    }
    if (values instanceof Wides wides) {
      wides.set(row, rounded.unscaledValue());
    } else {
      write(row, rounded.unscaledValue().longValue());
    }
  }

  void write(int row, List<?> value) {
    writeNested(row, value);
  }

  void write(int row, Map<?, ?> value) {
    writeNested(row, value);
  }

  private void writeNested(int row, Object value) {
    if (value == null) {
      writeNull(row);
    } else {
      ((Nested) values).write(row, value, field);
    }
  }

  /// @param item of a list or map
  void write(int row, Object item) {
    if (item == null) {
      writeNull(row);
      return;
    }
    switch (values) {
      case Longs longs when item instanceof Number number && !(item instanceof BigDecimal) ->
          longs.values[row] = number.longValue();
      case Longs _, Wides _ -> write(row, (BigDecimal) item);
      case Doubles doubles -> doubles.values[row] = (Double) item;
      case Flags flags -> flags.set(row, (Boolean) item);
      case Texts texts -> {
        Slice slice = (Slice) item;
        texts.set(row, slice.bytes(), slice.start(), slice.length());
      }
      case Nested _ -> writeNested(row, item);
    }
  }

  /// Says that all rows are written.
  void finish() {
    if (values instanceof Nested nested) {
      nested.finish();
    }
  }

  void write(int row, LocalDate value) {
    if (value == null) {
      writeNull(row);
    } else {
      write(row, value.toEpochDay());
    }
  }

  void write(int row, LocalTime value) {
    if (value == null) {
      writeNull(row);
    } else {
      write(row, value.toNanoOfDay() / NANOS_PER_MICRO);
    }
  }

  void write(int row, LocalDateTime value) {
    if (value == null) {
      writeNull(row);
    } else {
      write(row, units(value));
    }
  }

  private long units(LocalDateTime value) {
    long fraction = value.getNano() / (NANOS_PER_SECOND / unitsPerSecond);
    try {
      long seconds = Math.multiplyExact(value.toEpochSecond(ZoneOffset.UTC), unitsPerSecond);
      return Math.addExact(seconds, fraction);
    } catch (ArithmeticException e) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW, "%s does not fit in a timestamp".formatted(value), e);
    }
  }

  void write(int row, Duration value) {
    if (value == null) {
      writeNull(row);
    } else {
      write(
          row,
          Math.addExact(
              Math.multiplyExact(value.getSeconds(), 1_000_000L),
              value.getNano() / NANOS_PER_MICRO));
    }
  }

  void write(int row, Period value) {
    if (value == null) {
      writeNull(row);
    } else {
      write(row, value.toTotalMonths());
    }
  }
}
