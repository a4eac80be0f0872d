package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.JsonType;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// Which types of a file can be read into which types of a table, and how. Integers go into wider
/// and narrower integers, each value being checked, and into floats and decimals; decimals into
/// decimals and floats; floats into floats; dates and timestamps of all units into timestamps;
/// bytes and texts into each other, texts being checked for UTF-8 or JSON.
final class LeafTargets {
  private LeafTargets() {}

  /// The conversion from a file's type to a table's, or nothing if they are incompatible.
  static Optional<LeafTarget> find(PrimitiveType file, Field table) {
    return Optional.ofNullable(
        switch (table.getType()) {
          case ArrowType.Bool _ -> bool(file);
          case ArrowType.Int type -> integer(file, type);
          case ArrowType.FloatingPoint _ -> floating(file);
          case ArrowType.Decimal type -> decimal(file, type);
          case ArrowType.Utf8 _ -> TextTargets.text(file, JsonType.is(table));
          case ArrowType.Binary _ -> TextTargets.bytes(file);
          case ArrowType.Date _ -> TimeTargets.date(file);
          case ArrowType.Time _ -> TimeTargets.time(file);
          case ArrowType.Timestamp type -> TimeTargets.timestamp(file, type);
          case ArrowType.Duration _ -> TimeTargets.duration(file);
          case ArrowType.Interval _ -> TimeTargets.months(file);
          default -> null;
        });
  }

  private static LeafTarget bool(PrimitiveType file) {
    return file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BOOLEAN
        ? new BooleanTarget()
        : null;
  }

  /// Where plain integers are, or null if the type is something else.
  static LongSource integers(PrimitiveType file) {
    boolean unsigned = isUnsigned(file);
    LogicalTypeAnnotation logical = file.getLogicalTypeAnnotation();
    if (logical != null && !(logical instanceof IntLogicalTypeAnnotation)) {
      return null;
    }
    return switch (file.getPrimitiveTypeName()) {
      case INT32 -> unsigned ? LongSource.UINT32 : LongSource.INT32;
      case INT64 -> LongSource.INT64;
      default -> null;
    };
  }

  static boolean isUnsigned(PrimitiveType file) {
    return file.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation type
        && !type.isSigned();
  }

  private static LeafTarget integer(PrimitiveType file, ArrowType.Int type) {
    LongSource source = integers(file);
    if (source == null) {
      return null;
    }
    boolean fileUnsigned64 = source == LongSource.INT64 && isUnsigned(file);
    if (type.getBitWidth() == 64 && !type.getIsSigned()) {
      return new LongTarget(source, fileUnsigned64 ? LongUnaryOperator.identity() : atLeast(0));
    }
    int bits = type.getBitWidth() - (type.getIsSigned() ? 1 : 0);
    long max = Long.MAX_VALUE >> (63 - bits);
    long min = type.getIsSigned() ? -max - 1 : 0;
    boolean checked = fileUnsigned64 || !alwaysFits(source, type);
    return new LongTarget(
        source, checked ? between(fileUnsigned64 ? 0 : min, max) : LongUnaryOperator.identity());
  }

  private static boolean alwaysFits(LongSource source, ArrowType.Int type) {
    return type.getIsSigned()
        && (type.getBitWidth() == 64 || type.getBitWidth() == 32 && source == LongSource.INT32);
  }

  private static LongUnaryOperator atLeast(long min) {
    return between(min, Long.MAX_VALUE);
  }

  private static LongUnaryOperator between(long min, long max) {
    return value -> {
      if (value < min || value > max) {
        throw new ArithmeticException(value + " is out of range");
      }
      return value;
    };
  }

  private static LeafTarget floating(PrimitiveType file) {
    if (file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      DecimalSource source = DecimalSource.of(file, decimal);
      return doubles(
          values -> source.next(values).doubleValue(),
          (dictionary, id) -> source.entry(dictionary, id).doubleValue());
    }
    LongSource integers = integers(file);
    if (integers != null) {
      return isUnsigned(file) && integers == LongSource.INT64
          ? null
          : doubles(integers::next, integers::entry);
    }
    return switch (file.getPrimitiveTypeName()) {
      case FLOAT -> doubles(ValuesReader::readFloat, Dictionary::decodeToFloat);
      case DOUBLE -> doubles(ValuesReader::readDouble, Dictionary::decodeToDouble);
      default -> null;
    };
  }

  private interface NextDouble {
    double next(ValuesReader values);
  }

  private interface DoubleEntry {
    double entry(Dictionary dictionary, int id);
  }

  private static LeafTarget doubles(NextDouble next, DoubleEntry entry) {
    return new DoubleTarget(
        new DoubleTarget.DoubleSource() {
          @Override
          public double next(ValuesReader values) {
            return next.next(values);
          }

          @Override
          public double entry(Dictionary dictionary, int id) {
            return entry.entry(dictionary, id);
          }
        });
  }

  private static LeafTarget decimal(PrimitiveType file, ArrowType.Decimal type) {
    DecimalSource source = null;
    if (file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      source = DecimalSource.of(file, decimal);
    } else if (integers(file) != null && !isUnsigned(file)) {
      source = new DecimalSource(integers(file), 0);
    }
    return source == null ? null : new DecimalTarget(source, type.getPrecision(), type.getScale());
  }
}
