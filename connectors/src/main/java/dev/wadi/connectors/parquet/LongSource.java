package dev.wadi.connectors.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/// What integers are read from.
enum LongSource {
  /// INT32 with a sign.
  INT32 {
    @Override
    long next(ValuesReader values) {
      return values.readInteger();
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return dictionary.decodeToInt(id);
    }
  },
  /// INT32 that means a number from 0 to 2^32 - 1.
  UINT32 {
    @Override
    long next(ValuesReader values) {
      return Integer.toUnsignedLong(values.readInteger());
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return Integer.toUnsignedLong(dictionary.decodeToInt(id));
    }
  },
  INT64 {
    @Override
    long next(ValuesReader values) {
      return values.readLong();
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return dictionary.decodeToLong(id);
    }
  },
  /// A timestamp as old writers have it: nanoseconds of the day and Julian day. Gives microseconds.
  INT96 {
    @Override
    long next(ValuesReader values) {
      return micros(values.readBytes());
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return micros(dictionary.decodeToBinary(id));
    }

    private static long micros(Binary value) {
      ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long nanosOfDay = bytes.getLong(bytes.position());
      long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_DAY_OF_1970;
      return Math.addExact(Math.multiplyExact(day, 86_400_000_000L), nanosOfDay / 1000);
    }
  },
  /// The months of an INTERVAL, if it has nothing else.
  INTERVAL_MONTHS {
    @Override
    long next(ValuesReader values) {
      return months(values.readBytes());
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return months(dictionary.decodeToBinary(id));
    }

    private static long months(Binary value) {
      Interval interval = Interval.of(value);
      if (interval.days() != 0 || interval.millis() != 0) {
        throw new ArithmeticException("an interval of days or time, not of months only");
      }
      return interval.months();
    }
  },
  /// Days and time of an INTERVAL, if it has no months. Gives microseconds.
  INTERVAL_MICROS {
    @Override
    long next(ValuesReader values) {
      return micros(values.readBytes());
    }

    @Override
    long entry(Dictionary dictionary, int id) {
      return micros(dictionary.decodeToBinary(id));
    }

    private static long micros(Binary value) {
      Interval interval = Interval.of(value);
      if (interval.months() != 0) {
        throw new ArithmeticException("an interval with months");
      }
      return (interval.days() * 86_400_000L + interval.millis()) * 1_000;
    }
  };

  private static final long JULIAN_DAY_OF_1970 = 2_440_588;

  abstract long next(ValuesReader values);

  abstract long entry(Dictionary dictionary, int id);

  /// Parquet's INTERVAL: three unsigned 32-bit numbers, little-endian.
  private record Interval(long months, long days, long millis) {
    private static Interval of(Binary value) {
      ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      int at = bytes.position();
      return new Interval(bytes.getInt(at), bytes.getInt(at + 4), bytes.getInt(at + 8));
    }
  }
}
