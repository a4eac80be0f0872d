package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Arrow types by the names that `arrow_typeof` and `arrow_cast` use: `Int64`, `Decimal128(10, 2)`.
public final class ArrowTypeNames {
  private static final int NO_DIGITS = RelDataType.PRECISION_NOT_SPECIFIED;
  private static final int NO_SCALE = RelDataType.SCALE_NOT_SPECIFIED;
  private static final Map<String, SqlTypeName> PLAIN =
      Map.ofEntries(
          Map.entry("Boolean", SqlTypeName.BOOLEAN),
          Map.entry("Int8", SqlTypeName.TINYINT),
          Map.entry("Int16", SqlTypeName.SMALLINT),
          Map.entry("Int32", SqlTypeName.INTEGER),
          Map.entry("Int64", SqlTypeName.BIGINT),
          Map.entry("UInt8", SqlTypeName.UTINYINT),
          Map.entry("UInt16", SqlTypeName.USMALLINT),
          Map.entry("UInt32", SqlTypeName.UINTEGER),
          Map.entry("UInt64", SqlTypeName.UBIGINT),
          Map.entry("Float32", SqlTypeName.REAL),
          Map.entry("Float64", SqlTypeName.DOUBLE),
          Map.entry("Utf8", SqlTypeName.VARCHAR),
          Map.entry("LargeUtf8", SqlTypeName.VARCHAR),
          Map.entry("Utf8View", SqlTypeName.VARCHAR),
          Map.entry("Binary", SqlTypeName.VARBINARY),
          Map.entry("LargeBinary", SqlTypeName.VARBINARY),
          Map.entry("Date32", SqlTypeName.DATE));
  private static final Map<String, Integer> DIGITS =
      Map.of("Second", 0, "Millisecond", 3, "Microsecond", 6, "Nanosecond", 9);
  private static final Pattern TIMESTAMP = Pattern.compile("Timestamp\\((\\w+), None\\)");
  private static final Pattern DECIMAL = Pattern.compile("Decimal128\\((\\d+), ?(\\d+)\\)");

  private ArrowTypeNames() {}

  /// The name of a field's type.
  public static String of(Field field) {
    return switch (field.getType()) {
      case ArrowType.Null _ -> "Null";
      case ArrowType.Bool _ -> "Boolean";
      case ArrowType.Int type -> (type.getIsSigned() ? "Int" : "UInt") + type.getBitWidth();
      case ArrowType.FloatingPoint type ->
          switch (type.getPrecision()) {
            case HALF -> "Float16";
            case SINGLE -> "Float32";
            case DOUBLE -> "Float64";
          };
      case ArrowType.Decimal type ->
          "Decimal128(%d, %d)".formatted(type.getPrecision(), type.getScale());
      case ArrowType.Utf8 _ -> "Utf8";
      case ArrowType.Binary _ -> "Binary";
      case ArrowType.Date _ -> "Date32";
      case ArrowType.Time type -> "Time64(%s)".formatted(capitalized(type.getUnit().name()));
      case ArrowType.Timestamp type ->
          "Timestamp(%s, None)".formatted(capitalized(type.getUnit().name()));
      case ArrowType.Duration type -> "Duration(%s)".formatted(capitalized(type.getUnit().name()));
      case ArrowType.Interval _ -> "Interval(YearMonth)";
      default -> nested(field);
    };
  }

  private static String nested(Field field) {
    if (field.getType() instanceof ArrowType.Map) {
      return field.getChildren().getFirst().getChildren().stream()
          .map(ArrowTypeNames::of)
          .collect(Collectors.joining(", ", "Map(", ")"));
    }
    String name = field.getType() instanceof ArrowType.List ? "List" : "Struct";
    return name
        + field.getChildren().stream()
            .map(child -> (name.equals("List") ? "" : child.getName() + ": ") + of(child))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String capitalized(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /// The SQL type that a literal names.
  ///
  /// @throws WadiException with a position
  static SqlDataTypeSpec type(SqlNode name) {
    SqlParserPos position = name.getParserPosition();
    String text = name instanceof SqlCharStringLiteral literal ? literal.toValue().strip() : "";
    Matcher timestamp = TIMESTAMP.matcher(text);
    Matcher decimal = DECIMAL.matcher(text);
    if (PLAIN.containsKey(text)) {
      return spec(PLAIN.get(text), NO_DIGITS, NO_SCALE, position);
    }
    if (timestamp.matches() && DIGITS.containsKey(timestamp.group(1))) {
      return spec(SqlTypeName.TIMESTAMP, DIGITS.get(timestamp.group(1)), NO_SCALE, position);
    }
    if (decimal.matches()) {
      return spec(
          SqlTypeName.DECIMAL,
          Integer.parseInt(decimal.group(1)),
          Integer.parseInt(decimal.group(2)),
          position);
    }
    throw new WadiException(
            ErrorCode.UNSUPPORTED_SQL, "arrow_cast does not know the type %s".formatted(name))
        .withHint("types are Int64, Float64, Utf8, Date32, Timestamp(Microsecond, None) and others")
        .at(Positions.of(position));
  }

  private static SqlDataTypeSpec spec(
      SqlTypeName type, int precision, int scale, SqlParserPos position) {
    return new SqlDataTypeSpec(
        new SqlBasicTypeNameSpec(type, precision, scale, position), position);
  }
}
