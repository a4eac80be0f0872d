package dev.wadi.planner.resolve;

import dev.wadi.sdk.batch.JsonType;
import java.util.List;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// SQL types to Arrow types and back.
public final class ArrowTypes {
  private static final RelDataTypeFactory FACTORY = SqlTypes.FACTORY;
  private static final int MICROS_DIGITS = 6;

  /// Lets SQL write `column.field` without the table's name in front.
  static final StructKind STRUCT = StructKind.PEEK_FIELDS_NO_EXPAND;

  private ArrowTypes() {}

  /// A row type's columns.
  ///
  /// @throws UnsupportedType if one has no Arrow type here
  public static Schema schema(RelDataType row) {
    return new Schema(row.getFieldList().stream().map(ArrowTypes::field).toList());
  }

  public static Field field(RelDataTypeField field) {
    return field(field.getName(), field.getType());
  }

  /// A type where the name means nothing.
  public static Field field(RelDataType type) {
    return field("", type);
  }

  public static Field field(String name, RelDataType type) {
    FieldType physical =
        SqlJson.is(type)
            ? JsonType.of(type.isNullable())
            : new FieldType(type.isNullable(), arrow(type), null);
    return new Field(name, physical, children(type));
  }

  private static List<Field> children(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case ARRAY -> List.of(field("item", type.getComponentType()));
      case MAP -> List.of(entries(type));
      case ROW -> type.getFieldList().stream().map(ArrowTypes::field).toList();
      default -> List.of();
    };
  }

  private static Field entries(RelDataType map) {
    RelDataType key = FACTORY.createTypeWithNullability(map.getKeyType(), false);
    return new Field(
        MapVector.DATA_VECTOR_NAME,
        FieldType.notNullable(ArrowType.Struct.INSTANCE),
        List.of(field(MapVector.KEY_NAME, key), field(MapVector.VALUE_NAME, map.getValueType())));
  }

  private static ArrowType arrow(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TINYINT -> new ArrowType.Int(8, true);
      case SMALLINT -> new ArrowType.Int(16, true);
      case INTEGER -> new ArrowType.Int(32, true);
      case BIGINT -> new ArrowType.Int(64, true);
      case UTINYINT -> new ArrowType.Int(8, false);
      case USMALLINT -> new ArrowType.Int(16, false);
      case UINTEGER -> new ArrowType.Int(32, false);
      case UBIGINT -> new ArrowType.Int(64, false);
      case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT, DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DECIMAL -> new ArrowType.Decimal(type.getPrecision(), type.getScale(), 128);
      // An untyped NULL is a text, as in other databases.
      case CHAR, VARCHAR, NULL -> ArrowType.Utf8.INSTANCE;
      case BINARY, VARBINARY -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TIMESTAMP ->
          new ArrowType.Timestamp(
              type.getPrecision() <= MICROS_DIGITS ? TimeUnit.MICROSECOND : TimeUnit.NANOSECOND,
              null);
      case ARRAY -> ArrowType.List.INSTANCE;
      case MAP -> new ArrowType.Map(false);
      case ROW -> ArrowType.Struct.INSTANCE;
      default -> interval(type);
    };
  }

  private static ArrowType interval(RelDataType type) {
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())) {
      return new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
    }
    if (SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName())) {
      return new ArrowType.Duration(TimeUnit.MICROSECOND);
    }
    throw new UnsupportedType(type.getFullTypeString());
  }

  /// The SQL row type of a schema.
  public static RelDataType rowType(Schema schema) {
    RelDataTypeFactory.Builder row = FACTORY.builder();
    schema.getFields().forEach(field -> row.add(field.getName(), sql(field)));
    return row.build();
  }

  /// The SQL type of a field, with its nullability.
  public static RelDataType sql(Field field) {
    return FACTORY.createTypeWithNullability(notNull(field), field.isNullable());
  }

  private static RelDataType notNull(Field field) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
      case ArrowType.Int type -> FACTORY.createSqlType(integer(type));
      case ArrowType.FloatingPoint type ->
          FACTORY.createSqlType(
              type.getPrecision() == FloatingPointPrecision.SINGLE
                  ? SqlTypeName.REAL
                  : SqlTypeName.DOUBLE);
      case ArrowType.Decimal type ->
          FACTORY.createSqlType(SqlTypeName.DECIMAL, type.getPrecision(), type.getScale());
      case ArrowType.Utf8 _ when JsonType.is(field) -> SqlJson.of(false);
      case ArrowType.Utf8 _ -> FACTORY.createSqlType(SqlTypeName.VARCHAR);
      case ArrowType.Binary _ -> FACTORY.createSqlType(SqlTypeName.VARBINARY);
      case ArrowType.Date _ -> FACTORY.createSqlType(SqlTypeName.DATE);
      case ArrowType.Time _ -> FACTORY.createSqlType(SqlTypeName.TIME, MICROS_DIGITS);
      case ArrowType.Timestamp type when type.getTimezone() == null ->
          FACTORY.createSqlType(
              SqlTypeName.TIMESTAMP, type.getUnit() == TimeUnit.NANOSECOND ? 9 : MICROS_DIGITS);
      case ArrowType.Duration _ -> interval(TimeUnitRange.DAY_TO_SECOND);
      case ArrowType.Interval type when type.getUnit() == IntervalUnit.YEAR_MONTH ->
          interval(TimeUnitRange.YEAR_TO_MONTH);
      case ArrowType.List _ -> FACTORY.createArrayType(sql(field.getChildren().getFirst()), -1);
      case ArrowType.Map _ -> map(field.getChildren().getFirst().getChildren());
      case ArrowType.Struct _ -> struct(field);
      default -> throw new UnsupportedType(field.getType().toString());
    };
  }

  private static SqlTypeName integer(ArrowType.Int type) {
    return switch (type.getBitWidth()) {
      case 8 -> type.getIsSigned() ? SqlTypeName.TINYINT : SqlTypeName.UTINYINT;
      case 16 -> type.getIsSigned() ? SqlTypeName.SMALLINT : SqlTypeName.USMALLINT;
      case 32 -> type.getIsSigned() ? SqlTypeName.INTEGER : SqlTypeName.UINTEGER;
      default -> type.getIsSigned() ? SqlTypeName.BIGINT : SqlTypeName.UBIGINT;
    };
  }

  private static RelDataType interval(TimeUnitRange range) {
    return FACTORY.createSqlIntervalType(
        new SqlIntervalQualifier(range.startUnit, range.endUnit, SqlParserPos.ZERO));
  }

  private static RelDataType map(List<Field> entry) {
    return FACTORY.createMapType(sql(entry.get(0)), sql(entry.get(1)));
  }

  private static RelDataType struct(Field field) {
    return struct(
        field.getChildren().stream().map(Field::getName).toList(),
        field.getChildren().stream().map(ArrowTypes::sql).toList());
  }

  static RelDataType struct(List<String> names, List<RelDataType> types) {
    RelDataTypeFactory.Builder row = FACTORY.builder().kind(STRUCT);
    for (int i = 0; i < names.size(); i++) {
      row.add(names.get(i), types.get(i));
    }
    return row.build();
  }

  /// A type that Calcite or Arrow knows and Wadi does not.
  public static final class UnsupportedType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnsupportedType(String type) {
      super(type);
    }
  }
}
