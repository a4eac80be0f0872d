package dev.wadi.engine.function;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The type of an argument or a result.
///
/// @param name in SQL
/// @param arrow for TIMESTAMP in microseconds; nanoseconds are as good
public record ValueType(String name, ArrowType arrow) {
  private static final Map<Type, ValueType> BY_JAVA =
      Map.ofEntries(
          Map.entry(boolean.class, new ValueType("BOOLEAN", ArrowType.Bool.INSTANCE)),
          Map.entry(int.class, new ValueType("INT", new ArrowType.Int(32, true))),
          Map.entry(long.class, new ValueType("BIGINT", new ArrowType.Int(64, true))),
          Map.entry(float.class, new ValueType("FLOAT", floating(FloatingPointPrecision.SINGLE))),
          Map.entry(double.class, new ValueType("DOUBLE", floating(FloatingPointPrecision.DOUBLE))),
          Map.entry(String.class, new ValueType("TEXT", ArrowType.Utf8.INSTANCE)),
          Map.entry(byte[].class, new ValueType("BYTEA", ArrowType.Binary.INSTANCE)),
          Map.entry(LocalDate.class, new ValueType("DATE", new ArrowType.Date(DateUnit.DAY))),
          Map.entry(
              LocalTime.class, new ValueType("TIME", new ArrowType.Time(TimeUnit.MICROSECOND, 64))),
          Map.entry(
              LocalDateTime.class,
              new ValueType("TIMESTAMP", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))),
          Map.entry(
              Duration.class,
              new ValueType("INTERVAL", new ArrowType.Duration(TimeUnit.MICROSECOND))),
          Map.entry(
              Period.class,
              new ValueType("INTERVAL YEAR", new ArrowType.Interval(IntervalUnit.YEAR_MONTH))));

  private static ArrowType floating(FloatingPointPrecision precision) {
    return new ArrowType.FloatingPoint(precision);
  }

  static ValueType of(Type java) {
    ValueType type = BY_JAVA.get(java);
    if (type == null) {
      throw new IllegalArgumentException("no SQL type for " + java.getTypeName());
    }
    return type;
  }

  /// The type of a value that may be null or not.
  public Field field(boolean nullable) {
    return new Field("", new FieldType(nullable, arrow, null), null);
  }
}
