package dev.wadi.planner;

import dev.wadi.sdk.batch.JsonType;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Arrow types by their SQL names.
public final class TypePrinter {
  private TypePrinter() {}

  /// The type without nullability.
  public static String print(Field field) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> "BOOLEAN";
      case ArrowType.Int type -> integer(type);
      case ArrowType.FloatingPoint type ->
          type.getPrecision() == FloatingPointPrecision.SINGLE ? "FLOAT" : "DOUBLE";
      case ArrowType.Decimal type ->
          "DECIMAL(%d, %d)".formatted(type.getPrecision(), type.getScale());
      case ArrowType.Utf8 _ -> JsonType.is(field) ? "JSON" : "TEXT";
      case ArrowType.Binary _ -> "BYTEA";
      case ArrowType.Date _ -> "DATE";
      case ArrowType.Time _ -> "TIME";
      case ArrowType.Timestamp type ->
          type.getUnit() == TimeUnit.NANOSECOND ? "TIMESTAMP(9)" : "TIMESTAMP";
      case ArrowType.Duration _ -> "INTERVAL";
      case ArrowType.Interval _ -> "INTERVAL YEAR TO MONTH";
      case ArrowType.List _ -> print(field.getChildren().getFirst()) + "[]";
      case ArrowType.Map _ ->
          field.getChildren().getFirst().getChildren().stream()
              .map(TypePrinter::print)
              .collect(Collectors.joining(", ", "MAP<", ">"));
      case ArrowType.Struct _ ->
          field.getChildren().stream()
              .map(child -> child.getName() + " " + print(child))
              .collect(Collectors.joining(", ", "STRUCT<", ">"));
      default -> field.getType().toString();
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
}
