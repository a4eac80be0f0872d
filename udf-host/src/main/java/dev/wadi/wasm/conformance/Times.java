package dev.wadi.wasm.conformance;

import java.time.LocalDate;
import java.util.random.RandomGenerator;

/// Dates and times to try: those that SQL can write are in the years 1 to 9999.
final class Times {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long[] EXTREME_DAYS = {
    FIRST_DAY, LAST_DAY, -1, 0, LocalDate.of(2000, 2, 29).toEpochDay()
  };

  private Times() {}

  /// From 1940 to 2079.
  static Long day(RandomGenerator random) {
    return random.nextLong(-11_000, 40_000);
  }

  static Long extremeDay(RandomGenerator random) {
    return EXTREME_DAYS[random.nextInt(EXTREME_DAYS.length)];
  }

  static long micros(RandomGenerator random) {
    return day(random) * MICROS_PER_DAY + random.nextLong(MICROS_PER_DAY);
  }

  static Long extremeMicros(RandomGenerator random) {
    long last = random.nextBoolean() ? MICROS_PER_DAY - 1 : 0;
    return extremeDay(random) * MICROS_PER_DAY + last;
  }
}
