package dev.wadi.sdk.batch;

import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// The SQL name of a column's type, for messages.
public final class SqlType {
  private SqlType() {}

  public static String of(Field field) {
    ArrowType type = field.getType();
    return switch (type.getTypeID()) {
      case Bool -> "BOOLEAN";
      case Int -> integer((ArrowType.Int) type);
      case FloatingPoint -> floating((ArrowType.FloatingPoint) type);
      case Decimal -> decimal((ArrowType.Decimal) type);
      case Utf8 -> JsonType.is(field) ? "JSON" : "TEXT";
      case Binary -> "BYTEA";
      case Date -> ((ArrowType.Date) type).getUnit() == DateUnit.DAY ? "DATE" : type.toString();
      case Time -> "TIME";
      case Timestamp ->
          InstantType.is(field)
              ? "TIMESTAMP WITH LOCAL TIME ZONE"
              : timestamp((ArrowType.Timestamp) type);
      case Duration -> "INTERVAL DAY TO SECOND";
      case Interval -> interval((ArrowType.Interval) type);
      case List -> of(field.getChildren().get(0)) + "[]";
      case Map -> map(field.getChildren().get(0));
      case Struct -> struct(field);
      default -> type.toString();
    };
  }

  private static String integer(ArrowType.Int type) {
    String name =
        switch (type.getBitWidth()) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INT";
          default -> "BIGINT";
        };
    return type.getIsSigned() ? name : name + " UNSIGNED";
  }

  private static String floating(ArrowType.FloatingPoint type) {
    return switch (type.getPrecision()) {
      case HALF -> "HALF FLOAT";
      case SINGLE -> "FLOAT";
      case DOUBLE -> "DOUBLE";
    };
  }

  private static String decimal(ArrowType.Decimal type) {
    return "DECIMAL(%d, %d)".formatted(type.getPrecision(), type.getScale());
  }

  private static String timestamp(ArrowType.Timestamp type) {
    return type.getUnit() == TimeUnit.NANOSECOND ? "TIMESTAMP(9)" : "TIMESTAMP";
  }

  private static String interval(ArrowType.Interval type) {
    return type.getUnit() == IntervalUnit.YEAR_MONTH ? "INTERVAL YEAR TO MONTH" : type.toString();
  }

  private static String map(Field entry) {
    return entry.getChildren().stream()
        .map(SqlType::of)
        .collect(Collectors.joining(", ", "MAP<", ">"));
  }

  private static String struct(Field field) {
    return field.getChildren().stream()
        .map(child -> child.getName() + " " + of(child))
        .collect(Collectors.joining(", ", "STRUCT<", ">"));
  }
}
