package dev.wadi.engine.evaluation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// One argument of a built-in function: rows of values as what its Java method takes.
final class JavaArgument {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  // Methods of this class by what they return.
  private static final Map<Class<?>, String> READERS =
      Map.ofEntries(
          Map.entry(boolean.class, "flag"),
          Map.entry(int.class, "small"),
          Map.entry(long.class, "whole"),
          Map.entry(float.class, "single"),
          Map.entry(double.class, "floating"),
          Map.entry(String.class, "text"),
          Map.entry(byte[].class, "binary"),
          Map.entry(LocalDate.class, "date"),
          Map.entry(LocalTime.class, "time"),
          Map.entry(LocalDateTime.class, "timestamp"),
          Map.entry(Duration.class, "span"),
          Map.entry(Period.class, "months"));

  private final long unitsPerSecond;
  private Values values;

  JavaArgument(SqlType type) {
    this.unitsPerSecond =
        type instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerSecond() : 1;
  }

  /// The values that are read from now on.
  void take(Values next) {
    values = next;
  }

  /// A method from a row's number to its value.
  ///
  /// @param strict whether it is never asked for a null
  MethodHandle reader(Class<?> java, boolean strict) {
    MethodHandle read = method(READERS.get(java), java);
    if (strict || java.isPrimitive()) {
      return read;
    }
    MethodHandle none =
        MethodHandles.dropArguments(MethodHandles.constant(java, null), 0, int.class);
    return MethodHandles.guardWithTest(method("isNull", boolean.class), none, read);
  }

  private MethodHandle method(String name, Class<?> result) {
    try {
      return LOOKUP
          .findVirtual(JavaArgument.class, name, MethodType.methodType(result, int.class))
          .bindTo(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no reader of " + result, e);
    }
  }

  boolean isNull(int row) {
    return values.isNull(row);
  }

  boolean flag(int row) {
    return ((Flags) values).get(row);
  }

  int small(int row) {
    return (int) whole(row);
  }

  long whole(int row) {
    return ((Longs) values).values[row];
  }

  float single(int row) {
    return (float) floating(row);
  }

  double floating(int row) {
    return ((Doubles) values).values[row];
  }

  String text(int row) {
    return ((Texts) values).get(row);
  }

  byte[] binary(int row) {
    return ((Texts) values).getBytes(row);
  }

  LocalDate date(int row) {
    return LocalDate.ofEpochDay(whole(row));
  }

  LocalTime time(int row) {
    return LocalTime.ofNanoOfDay(whole(row) * NANOS_PER_MICRO);
  }

  LocalDateTime timestamp(int row) {
    long units = whole(row);
    long fraction = Math.floorMod(units, unitsPerSecond);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(units, unitsPerSecond),
        (int) (fraction * (NANOS_PER_SECOND / unitsPerSecond)),
        ZoneOffset.UTC);
  }

  Duration span(int row) {
    return Duration.of(whole(row), ChronoUnit.MICROS);
  }

  Period months(int row) {
    return Period.ofMonths(small(row));
  }
}
