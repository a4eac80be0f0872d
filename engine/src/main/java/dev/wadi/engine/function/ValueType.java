package dev.wadi.engine.function;

import dev.wadi.engine.json.JsonPath;
import dev.wadi.engine.json.JsonStep;
import dev.wadi.engine.json.JsonText;
import dev.wadi.sdk.batch.JsonType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
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
///   digits, but any will do; null for a type variable, such as the T of `T[]`
/// @param children the items of an array; keys and values of a MAP or of its entries
public record ValueType(String name, ArrowType arrow, List<ValueType> children) {
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
    return of(java, place.isAnnotationPresent(AsText.class));
  }

  private static ValueType of(Type java, boolean asText) {
    if (java instanceof TypeVariable<?> variable) {
      return new ValueType(variable.getName(), null);
    }
    if (java instanceof ParameterizedType generic) {
      return generic(
          (Class<?>) generic.getRawType(),
          Arrays.stream(generic.getActualTypeArguments()).map(type -> of(type, asText)).toList());
    }
    ValueType type = asText && java == String.class ? AS_TEXT : BY_JAVA.get(java);
    if (type == null) {
      throw new IllegalArgumentException("no SQL type for " + java.getTypeName());
    }
    return type;
  }

  private static ValueType generic(Class<?> raw, List<ValueType> arguments) {
    if (raw == List.class) {
      return new ValueType(arguments.getFirst().name + "[]", ArrowType.List.INSTANCE, arguments);
    }
    String names = arguments.get(0).name + ", " + arguments.get(1).name;
    return raw == Map.class
        ? new ValueType("MAP<" + names + ">", new ArrowType.Map(false), arguments)
        : new ValueType("STRUCT<" + names + ">", ArrowType.Struct.INSTANCE, arguments);
  }

  /// Whether a call decides what this type is.
  public boolean isVariable() {
    return arrow == null;
  }

  /// Whether there is a variable in it.
  public boolean isGeneric() {
    return isVariable() || children.stream().anyMatch(ValueType::isGeneric);
  }

  /// Whether a method wants the texts in it as they are in Java.
  public boolean hasTexts() {
    return arrow instanceof ArrowType.Utf8 || children.stream().anyMatch(ValueType::hasTexts);
  }

  /// The type of a value that may be null or not; not of a generic type.
  public Field field(boolean nullable) {
    List<Field> items = children.stream().map(ValueType::item).toList();
    FieldType type = this == JSON ? JsonType.of(nullable) : new FieldType(nullable, arrow, null);
    return new Field("", type, items);
  }

  private Field item() {
    Field field = field(true);
    return new Field("item", field.getFieldType(), field.getChildren());
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
