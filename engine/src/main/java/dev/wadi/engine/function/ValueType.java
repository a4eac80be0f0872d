package dev.wadi.engine.function;

import dev.wadi.engine.json.JsonPath;
import dev.wadi.engine.json.JsonStep;
import dev.wadi.engine.json.JsonText;
import dev.wadi.sdk.batch.JsonType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
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
/// @param arrow for TIMESTAMP in microseconds, but nanoseconds are as good; for DECIMAL with all
///   digits, but any will do
/// @param children of an ARRAY
public record ValueType(String name, ArrowType arrow, List<Field> children) {
  /// An argument of any type, which arrives as text.
  static final ValueType AS_TEXT = new ValueType("ANY", ArrowType.Utf8.INSTANCE);

  static final ValueType NANOS =
      new ValueType("TIMESTAMP(9)", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));

  /// A step into a JSON value: a name or an index.
  static final ValueType STEP = new ValueType("TEXT or BIGINT", ArrowType.Utf8.INSTANCE);

  private static final ValueType TEXT = new ValueType("TEXT", ArrowType.Utf8.INSTANCE);
  private static final ValueType JSON = new ValueType("JSON", ArrowType.Utf8.INSTANCE);
  private static final ValueType BOOLEAN = new ValueType("BOOLEAN", ArrowType.Bool.INSTANCE);
  private static final ValueType BIGINT = new ValueType("BIGINT", new ArrowType.Int(64, true));
  private static final ValueType DOUBLE =
      new ValueType("DOUBLE", floating(FloatingPointPrecision.DOUBLE));

  private static final Map<Type, ValueType> BY_JAVA =
      Map.ofEntries(
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(int.class, new ValueType("INT", new ArrowType.Int(32, true))),
          Map.entry(long.class, BIGINT),
          Map.entry(Long.class, BIGINT),
          Map.entry(float.class, new ValueType("FLOAT", floating(FloatingPointPrecision.SINGLE))),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(BigDecimal.class, new ValueType("DECIMAL", new ArrowType.Decimal(38, 0, 128))),
          Map.entry(String.class, TEXT),
          Map.entry(JsonText.class, JSON),
          Map.entry(JsonStep.class, STEP),
          Map.entry(JsonPath.class, TEXT),
          Map.entry(RegularExpression.class, TEXT),
          Map.entry(TimeFormat.class, TEXT),
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

  private ValueType(String name, ArrowType arrow) {
    this(name, arrow, List.of());
  }

  private static ArrowType floating(FloatingPointPrecision precision) {
    return new ArrowType.FloatingPoint(precision);
  }

  /// The type of a parameter or of what a method returns.
  static ValueType of(Type java, AnnotatedElement place) {
    return place.isAnnotationPresent(AsText.class) ? AS_TEXT : of(java);
  }

  private static ValueType of(Type java) {
    if (java instanceof ParameterizedType list && list.getRawType() == List.class) {
      ValueType element = of(list.getActualTypeArguments()[0]);
      Field item = new Field("item", FieldType.nullable(element.arrow), element.children);
      return new ValueType(element.name + "[]", ArrowType.List.INSTANCE, List.of(item));
    }
    ValueType type = BY_JAVA.get(java);
    if (type == null) {
      throw new IllegalArgumentException("no SQL type for " + java.getTypeName());
    }
    return type;
  }

  /// The type of a value that may be null or not.
  public Field field(boolean nullable) {
    FieldType type = this == JSON ? JsonType.of(nullable) : new FieldType(nullable, arrow, null);
    return new Field("", type, children);
  }

  public boolean isJson() {
    return this == JSON;
  }

  /// Whether it is a text or a whole number, whichever the caller has.
  public boolean isStep() {
    return this == STEP;
  }

  public boolean takesAnything() {
    return this == AS_TEXT;
  }
}
