package dev.wadi.connectors.parquet;

import dev.wadi.connectors.column.BadValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// Which types of a file can be read into which types of a table, and how. Integers go into wider and
/// narrower integers, each value being checked, and into floats and decimals; decimals into decimals
/// and floats; floats into floats; dates and timestamps of all units into timestamps; bytes and texts
/// into each other, texts being checked for UTF-8.
final class LeafTargets {
  private LeafTargets() {}

  /// The conversion from a file's type to a table's, or nothing if they are incompatible.
  static Optional<LeafTarget> find(PrimitiveType file, ArrowType table) {
    return Optional.ofNullable(
        switch (table) {
          case ArrowType.Bool _ -> bool(file);
          case ArrowType.Int type -> integer(file, type);
          case ArrowType.FloatingPoint _ -> floating(file);
          case ArrowType.Decimal type -> decimal(file, type);
          case ArrowType.Utf8 _ -> text(file);
          case ArrowType.Binary _ -> bytes(file);
          case ArrowType.Date _ ->
              isDate(file) ? new LongTarget(LongSource.INT32, LongUnaryOperator.identity()) : null;
          case ArrowType.Time _ -> time(file);
          case ArrowType.Timestamp type ->
              timestamp(file, type.getUnit() == TimeUnit.NANOSECOND ? 1_000_000_000 : 1_000_000);
          case ArrowType.Duration _ -> duration(file);
          case ArrowType.Interval _ -> months(file);
          default -> null;
        });
  }

  private static LeafTarget bool(PrimitiveType file) {
    return file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BOOLEAN
        ? new BooleanTarget()
        : null;
  }

  /// Where plain integers are, or null if the type is something else.
  private static LongSource integers(PrimitiveType file) {
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

  private static boolean isUnsigned(PrimitiveType file) {
    return file.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation type
        && !type.isSigned();
  }

  private static boolean isDate(PrimitiveType file) {
    return file.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation;
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
        && (type.getBitWidth() == 64
            || type.getBitWidth() == 32 && source == LongSource.INT32);
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

  private static LeafTarget text(PrimitiveType file) {
    LogicalTypeAnnotation logical = file.getLogicalTypeAnnotation();
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      return new BytesTarget(LeafTargets::uuidText);
    }
    boolean isText =
        file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY
            && !(logical instanceof DecimalLogicalTypeAnnotation);
    return isText ? new BytesTarget(LeafTargets::checkedUtf8) : null;
  }

  private static Binary uuidText(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    long high = bytes.getLong(bytes.position());
    long low = bytes.getLong(bytes.position() + Long.BYTES);
    return Binary.fromString(new UUID(high, low).toString());
  }

  private static Binary checkedUtf8(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (bytes.get(i) < 0) {
        return checkedNonAscii(value, bytes);
      }
    }
    return value;
  }

  private static Binary checkedNonAscii(Binary value, ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
      return value;
    } catch (CharacterCodingException e) {
      throw new BadValue("a text that is not UTF-8");
    }
  }

  private static LeafTarget bytes(PrimitiveType file) {
    LogicalTypeAnnotation logical = file.getLogicalTypeAnnotation();
    boolean isBytes =
        switch (file.getPrimitiveTypeName()) {
          case BINARY, FIXED_LEN_BYTE_ARRAY ->
              !(logical instanceof DecimalLogicalTypeAnnotation)
                  && !(logical instanceof IntervalLogicalTypeAnnotation)
                  && !(logical instanceof Float16LogicalTypeAnnotation);
          default -> false;
        };
    return isBytes ? new BytesTarget(value -> value) : null;
  }

  private static LeafTarget time(PrimitiveType file) {
    if (!(file.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation time)) {
      return null;
    }
    return switch (time.getUnit()) {
      case MILLIS -> new LongTarget(LongSource.INT32, value -> value * 1_000);
      case MICROS -> new LongTarget(LongSource.INT64, LongUnaryOperator.identity());
      case NANOS -> new LongTarget(LongSource.INT64, value -> value / 1_000);
    };
  }

  private static LeafTarget timestamp(PrimitiveType file, long unitsPerSecond) {
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

  private static LeafTarget duration(PrimitiveType file) {
    if (file.getLogicalTypeAnnotation() instanceof IntervalLogicalTypeAnnotation) {
      return new LongTarget(LongSource.INTERVAL_MICROS, LongUnaryOperator.identity());
    }
    return integers(file) == LongSource.INT64 && !isUnsigned(file)
        ? new LongTarget(LongSource.INT64, LongUnaryOperator.identity())
        : null;
  }

  private static LeafTarget months(PrimitiveType file) {
    if (file.getLogicalTypeAnnotation() instanceof IntervalLogicalTypeAnnotation) {
      return new LongTarget(LongSource.INTERVAL_MONTHS, LongUnaryOperator.identity());
    }
    return integers(file) == LongSource.INT32
        ? new LongTarget(LongSource.INT32, LongUnaryOperator.identity())
        : null;
  }
}
