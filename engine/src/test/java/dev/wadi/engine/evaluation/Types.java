package dev.wadi.engine.evaluation;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Fields of all types, by short names.
final class Types {
  static final Field BOOL = Field.nullable("", ArrowType.Bool.INSTANCE);
  static final Field I8 = whole(8, true);
  static final Field I16 = whole(16, true);
  static final Field I32 = whole(32, true);
  static final Field I64 = whole(64, true);
  static final Field U8 = whole(8, false);
  static final Field U16 = whole(16, false);
  static final Field U32 = whole(32, false);
  static final Field U64 = whole(64, false);
  static final Field F32 =
      Field.nullable("", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
  static final Field F64 =
      Field.nullable("", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
  static final Field TEXT = Field.nullable("", ArrowType.Utf8.INSTANCE);
  static final Field BINARY = Field.nullable("", ArrowType.Binary.INSTANCE);
  static final Field DATE = Field.nullable("", new ArrowType.Date(DateUnit.DAY));
  static final Field TIME = Field.nullable("", new ArrowType.Time(TimeUnit.MICROSECOND, 64));
  static final Field MICROS =
      Field.nullable("", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
  static final Field NANOS = Field.nullable("", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));
  static final Field SPAN = Field.nullable("", new ArrowType.Duration(TimeUnit.MICROSECOND));
  static final Field MONTHS = Field.nullable("", new ArrowType.Interval(IntervalUnit.YEAR_MONTH));

  private Types() {}

  private static Field whole(int bits, boolean signed) {
    return Field.nullable("", new ArrowType.Int(bits, signed));
  }

  static Field decimal(int precision, int scale) {
    return Field.nullable("", new ArrowType.Decimal(precision, scale, 128));
  }

  /// A field of a type by its SQL name; NANOS for TIMESTAMP(9).
  static Field named(String name) {
    if (name.startsWith("DECIMAL(")) {
      String[] numbers = name.substring(8, name.length() - 1).split(",");
      return decimal(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
    return switch (name) {
      case "BOOLEAN" -> BOOL;
      case "TINYINT" -> I8;
      case "INT" -> I32;
      case "UINT" -> U32;
      case "BIGINT" -> I64;
      case "UBIGINT" -> U64;
      case "FLOAT" -> F32;
      case "DOUBLE" -> F64;
      case "TEXT" -> TEXT;
      case "BYTEA" -> BINARY;
      case "DATE" -> DATE;
      case "TIME" -> TIME;
      case "TIMESTAMP" -> MICROS;
      case "NANOS" -> NANOS;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
