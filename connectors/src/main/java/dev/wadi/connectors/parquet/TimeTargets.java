package dev.wadi.connectors.parquet;

import java.util.function.LongUnaryOperator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// What dates, times, timestamps and intervals are read from.
final class TimeTargets {
  private TimeTargets() {}

  static LeafTarget date(PrimitiveType file) {
    return isDate(file) ? new LongTarget(LongSource.INT32, LongUnaryOperator.identity()) : null;
  }

  private static boolean isDate(PrimitiveType file) {
    return file.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation;
  }

  static LeafTarget time(PrimitiveType file) {
    if (!(file.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation time)) {
      return null;
    }
    return switch (time.getUnit()) {
      case MILLIS -> new LongTarget(LongSource.INT32, value -> value * 1_000);
      case MICROS -> new LongTarget(LongSource.INT64, LongUnaryOperator.identity());
      case NANOS -> new LongTarget(LongSource.INT64, value -> value / 1_000);
    };
  }

  static LeafTarget timestamp(PrimitiveType file, ArrowType.Timestamp type) {
    long unitsPerSecond = type.getUnit() == TimeUnit.NANOSECOND ? 1_000_000_000 : 1_000_000;
    if (file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT96) {
      return new LongTarget(LongSource.INT96, rescale(1_000_000, unitsPerSecond));
    }
    if (isDate(file)) {
      return new LongTarget(
          LongSource.INT32, day -> Math.multiplyExact(day * 86_400, unitsPerSecond));
    }
    if (!(file.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp)) {
      return null;
    }
    long fileUnitsPerSecond =
        switch (timestamp.getUnit()) {
          case MILLIS -> 1_000;
          case MICROS -> 1_000_000;
          case NANOS -> 1_000_000_000;
        };
    return new LongTarget(LongSource.INT64, rescale(fileUnitsPerSecond, unitsPerSecond));
  }

  private static LongUnaryOperator rescale(long from, long to) {
    if (from == to) {
      return LongUnaryOperator.identity();
    }
    return from < to
        ? value -> Math.multiplyExact(value, to / from)
        : value -> Math.floorDiv(value, from / to);
  }

  static LeafTarget duration(PrimitiveType file) {
    if (file.getLogicalTypeAnnotation() instanceof IntervalLogicalTypeAnnotation) {
      return new LongTarget(LongSource.INTERVAL_MICROS, LongUnaryOperator.identity());
    }
    return LeafTargets.integers(file) == LongSource.INT64 && !LeafTargets.isUnsigned(file)
        ? new LongTarget(LongSource.INT64, LongUnaryOperator.identity())
        : null;
  }

  static LeafTarget months(PrimitiveType file) {
    if (file.getLogicalTypeAnnotation() instanceof IntervalLogicalTypeAnnotation) {
      return new LongTarget(LongSource.INTERVAL_MONTHS, LongUnaryOperator.identity());
    }
    return LeafTargets.integers(file) == LongSource.INT32
        ? new LongTarget(LongSource.INT32, LongUnaryOperator.identity())
        : null;
  }
}
