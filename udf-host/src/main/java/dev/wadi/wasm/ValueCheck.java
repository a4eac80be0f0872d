package dev.wadi.wasm;

import dev.wadi.sdk.batch.JsonType;
import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What a type demands of values beyond their width.
@FunctionalInterface
interface ValueCheck {
  /// Throws a {@link GuestFailure} if a value is not one of the type. Null rows hold anything.
  void check(FieldVector result, int rows);

  static ValueCheck of(Field field) {
    return switch (field.getType()) {
      case ArrowType.Utf8 ignored when JsonType.is(field) -> JsonCheck::check;
      case ArrowType.Utf8 ignored -> ValueCheck::utf8;
      case ArrowType.Time ignored -> ValueCheck::timeOfDay;
      case ArrowType.Decimal decimal -> decimal(decimal);
      default -> (result, rows) -> {};
    };
  }

  static void utf8(FieldVector result, int rows) {
    long offsets = result.getOffsetBuffer().memoryAddress();
    long values = result.getDataBuffer().memoryAddress();
    if (Utf8.isAscii(values, MemoryUtil.getInt(offsets + 4L * rows))) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      int start = MemoryUtil.getInt(offsets + 4L * row);
      int end = MemoryUtil.getInt(offsets + 4L * (row + 1));
      if (!Utf8.isValid(values + start, end - start)) {
        throw ResultReader.bad("the text in row %d is not UTF-8".formatted(row));
      }
    }
  }

  private static void timeOfDay(FieldVector result, int rows) {
    long values = result.getDataBuffer().memoryAddress();
    long day = TimeUnit.DAYS.toMicros(1);
    for (int row = 0; row < rows; row++) {
      long micros = MemoryUtil.getLong(values + 8L * row);
      if ((micros < 0 || micros >= day) && !result.isNull(row)) {
        throw ResultReader.bad("%d us in row %d is not a time of day".formatted(micros, row));
      }
    }
  }

  private static ValueCheck decimal(ArrowType.Decimal type) {
    BigInteger limit = BigInteger.TEN.pow(type.getPrecision());
    long limitLow = limit.longValue();
    long limitHigh = limit.shiftRight(Long.SIZE).longValue();
    return (result, rows) -> {
      long values = result.getDataBuffer().memoryAddress();
      for (int row = 0; row < rows; row++) {
        long low = MemoryUtil.getLong(values + 16L * row);
        long high = MemoryUtil.getLong(values + 16L * row + 8);
        if (!below(low, high, limitLow, limitHigh) && !result.isNull(row)) {
          throw ResultReader.bad(
              "the decimal in row %d has more than %d digits".formatted(row, type.getPrecision()));
        }
      }
    };
  }

  // |value| < limit, in 128 bits of two's complement.
  private static boolean below(long low, long high, long limitLow, long limitHigh) {
    boolean negative = high < 0;
    long absoluteLow = negative ? -low : low;
    long absoluteHigh = negative ? ~high + (low == 0 ? 1 : 0) : high;
    int order = Long.compareUnsigned(absoluteHigh, limitHigh);
    return order < 0 || order == 0 && Long.compareUnsigned(absoluteLow, limitLow) < 0;
  }
}
