package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.InstantType;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// How columns are written: as their Parquet counterparts, all optional. Intervals are written as
/// plain integers, of microseconds or months: Parquet's own type has milliseconds only, and the
/// library marks it in a way that other readers take for a column of nulls.
final class ParquetTypes {
  private static final int INT32_DIGITS = 9;
  private static final int INT64_DIGITS = 18;

  private ParquetTypes() {}

  static MessageType of(Schema schema) {
    List<Type> columns = schema.getFields().stream().map(ParquetTypes::of).toList();
    return new MessageType("wadi", columns);
  }

  private static Type of(Field field) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> plain(PrimitiveTypeName.BOOLEAN, field);
      case ArrowType.Int type -> integer(type, field);
      case ArrowType.FloatingPoint type -> floating(type, field);
      case ArrowType.Decimal type -> decimal(type, field);
      case ArrowType.Utf8 _ ->
          annotated(
              PrimitiveTypeName.BINARY,
              JsonType.is(field)
                  ? LogicalTypeAnnotation.jsonType()
                  : LogicalTypeAnnotation.stringType(),
              field);
      case ArrowType.Binary _ -> plain(PrimitiveTypeName.BINARY, field);
      case ArrowType.Date _ ->
          annotated(PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType(), field);
      case ArrowType.Time _ ->
          annotated(
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timeType(false, LogicalTypeAnnotation.TimeUnit.MICROS),
              field);
      case ArrowType.Timestamp type -> timestamp(type, field);
      case ArrowType.Duration _ -> plain(PrimitiveTypeName.INT64, field);
      case ArrowType.Interval _ -> plain(PrimitiveTypeName.INT32, field);
      case ArrowType.List _ -> list(field);
      case ArrowType.Map _ -> map(field);
      case ArrowType.Struct _ ->
          Types.optionalGroup()
              .addFields(field.getChildren().stream().map(ParquetTypes::of).toArray(Type[]::new))
              .named(field.getName());
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH,
                  "column '%s': type %s cannot be written to Parquet"
                      .formatted(field.getName(), SqlType.of(field)))
              .withHint("convert it to another type in SQL, such as TEXT");
    };
  }

  private static Type plain(PrimitiveTypeName physical, Field field) {
    return Types.optional(physical).named(field.getName());
  }

  private static Type annotated(
      PrimitiveTypeName physical, LogicalTypeAnnotation annotation, Field field) {
    return Types.optional(physical).as(annotation).named(field.getName());
  }

  private static Type integer(ArrowType.Int type, Field field) {
    boolean wide = type.getBitWidth() == 64;
    return annotated(
        wide ? PrimitiveTypeName.INT64 : PrimitiveTypeName.INT32,
        LogicalTypeAnnotation.intType(type.getBitWidth(), type.getIsSigned()),
        field);
  }

  private static Type floating(ArrowType.FloatingPoint type, Field field) {
    return switch (type.getPrecision()) {
      case HALF, SINGLE -> plain(PrimitiveTypeName.FLOAT, field);
      case DOUBLE -> plain(PrimitiveTypeName.DOUBLE, field);
    };
  }

  private static Type decimal(ArrowType.Decimal type, Field field) {
    var annotation = LogicalTypeAnnotation.decimalType(type.getScale(), type.getPrecision());
    if (type.getPrecision() <= INT32_DIGITS) {
      return annotated(PrimitiveTypeName.INT32, annotation, field);
    }
    if (type.getPrecision() <= INT64_DIGITS) {
      return annotated(PrimitiveTypeName.INT64, annotation, field);
    }
    return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
        .length(decimalBytes(type.getPrecision()))
        .as(annotation)
        .named(field.getName());
  }

  /// How many bytes the largest number of so many digits has, with its sign.
  static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
  }

  static boolean fitsInt32(int precision) {
    return precision <= INT32_DIGITS;
  }

  static boolean fitsInt64(int precision) {
    return precision <= INT64_DIGITS;
  }

  private static Type timestamp(ArrowType.Timestamp type, Field field) {
    var unit =
        type.getUnit() == TimeUnit.NANOSECOND
            ? LogicalTypeAnnotation.TimeUnit.NANOS
            : LogicalTypeAnnotation.TimeUnit.MICROS;
    return annotated(
        PrimitiveTypeName.INT64,
        LogicalTypeAnnotation.timestampType(InstantType.is(field), unit),
        field);
  }

  private static Type map(Field field) {
    List<Field> entry = field.getChildren().get(0).getChildren();
    return Types.optionalMap()
        .key(required(of(named("key", entry.get(0)))))
        .value(of(named("value", entry.get(1))))
        .named(field.getName());
  }

  private static Field named(String name, Field field) {
    return new Field(name, field.getFieldType(), field.getChildren());
  }

  private static Type required(Type key) {
    return key.isPrimitive()
        ? Types.required(key.asPrimitiveType().getPrimitiveTypeName())
            .length(key.asPrimitiveType().getTypeLength())
            .as(key.getLogicalTypeAnnotation())
            .named(key.getName())
        : Types.requiredGroup()
            .addFields(key.asGroupType().getFields().toArray(Type[]::new))
            .as(key.getLogicalTypeAnnotation())
            .named(key.getName());
  }

  private static Type list(Field field) {
    Field element = field.getChildren().get(0);
    return Types.optionalList().element(of(named("element", element))).named(field.getName());
  }
}
