package dev.wadi.engine.evaluation;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// The types that kernels tell apart.
sealed interface SqlType {
  record Bool() implements SqlType {}

  /// @param bits 8, 16, 32 or 64
  record Whole(int bits, boolean signed) implements SqlType {
    boolean isUnsigned64() {
      return bits == 64 && !signed;
    }
  }

  record Floating(boolean single) implements SqlType {}

  record Exact(int precision, int scale) implements SqlType {
    /// Whether all values fit in one long, unscaled.
    boolean isShort() {
      return precision <= 18;
    }
  }

  record Text() implements SqlType {}

  record Binary() implements SqlType {}

  /// Days since 1970.
  record Date() implements SqlType {}

  /// Microseconds since midnight.
  record Time() implements SqlType {}

  /// Microseconds or nanoseconds since 1970.
  record Timestamp(boolean nanos) implements SqlType {
    long unitsPerSecond() {
      return nanos ? 1_000_000_000L : 1_000_000L;
    }

    long unitsPerDay() {
      return 86_400 * unitsPerSecond();
    }

    long unitsPerMicro() {
      return nanos ? 1_000 : 1;
    }
  }

  /// A day-time interval in microseconds.
  record Span() implements SqlType {}

  /// A year-month interval.
  record Months() implements SqlType {}

  /// What passes through but is not computed with.
  record Opaque(boolean struct) implements SqlType {}

  static SqlType of(Field field) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> new Bool();
      case ArrowType.Int t -> new Whole(t.getBitWidth(), t.getIsSigned());
      case ArrowType.FloatingPoint t when t.getPrecision() != FloatingPointPrecision.HALF ->
          new Floating(t.getPrecision() == FloatingPointPrecision.SINGLE);
      case ArrowType.Decimal t when t.getBitWidth() == 128 ->
          new Exact(t.getPrecision(), t.getScale());
      case ArrowType.Utf8 _ -> new Text();
      case ArrowType.Binary _ -> new Binary();
      case ArrowType.Date t when t.getUnit() == DateUnit.DAY -> new Date();
      case ArrowType.Time t when t.getUnit() == TimeUnit.MICROSECOND -> new Time();
      case ArrowType.Timestamp t
          when t.getTimezone() == null && t.getUnit() == TimeUnit.MICROSECOND ->
          new Timestamp(false);
      case ArrowType.Timestamp t
          when t.getTimezone() == null && t.getUnit() == TimeUnit.NANOSECOND ->
          new Timestamp(true);
      case ArrowType.Duration t when t.getUnit() == TimeUnit.MICROSECOND -> new Span();
      case ArrowType.Interval t when t.getUnit() == IntervalUnit.YEAR_MONTH -> new Months();
      default -> new Opaque(field.getType() instanceof ArrowType.Struct);
    };
  }

  /// The name in SQL, for messages.
  default String sqlName() {
    return switch (this) {
      case Bool _ -> "BOOLEAN";
      case Whole t -> wholeName(t);
      case Floating t -> t.single ? "FLOAT" : "DOUBLE";
      case Exact t -> "DECIMAL(" + t.precision + ", " + t.scale + ")";
      case Text _ -> "TEXT";
      case Binary _ -> "BYTEA";
      case Date _ -> "DATE";
      case Time _ -> "TIME";
      case Timestamp t -> t.nanos ? "TIMESTAMP(9)" : "TIMESTAMP";
      case Span _, Months _ -> "INTERVAL";
      case Opaque _ -> "ARRAY or STRUCT";
    };
  }

  private static String wholeName(Whole type) {
    String name =
        switch (type.bits) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INT";
          default -> "BIGINT";
        };
    return type.signed ? name : name + " UNSIGNED";
  }
}
