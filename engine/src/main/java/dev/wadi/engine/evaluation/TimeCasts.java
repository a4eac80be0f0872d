package dev.wadi.engine.evaluation;

/// Casts between dates, times and timestamps.
final class TimeCasts {
  private TimeCasts() {}

  static Node<Longs> convert(Node<Longs> input, SqlType from, SqlType to, boolean safe) {
    return switch (to) {
      case SqlType.Date _ -> DateParts.days(input, from);
      case SqlType.Time _ -> timeOfDay(input, (SqlType.Timestamp) from);
      default -> toTimestamp(input, from, (SqlType.Timestamp) to, safe);
    };
  }

  private static Node<Longs> timeOfDay(Node<Longs> input, SqlType.Timestamp from) {
    ConstantDivisor day = ConstantDivisor.of(from.unitsPerDay());
    long unitsPerMicro = from.unitsPerMicro();
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            long ofDay = values.values[i] - day.floor(values.values[i]);
            result.values[i] = ofDay / unitsPerMicro;
          }
        });
  }

  private static Node<Longs> toTimestamp(
      Node<Longs> input, SqlType from, SqlType.Timestamp to, boolean safe) {
    if (from instanceof SqlType.Timestamp timestamp && timestamp.nanos()) {
      return Scaling.divideFloor(input, 1_000);
    }
    long factor = from instanceof SqlType.Date ? to.unitsPerDay() : 1_000;
    if (!safe) {
      return Scaling.multiplyExactly(input, factor, to);
    }
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = values.values[i] * factor;
            if (Math.multiplyHigh(values.values[i], factor) != result.values[i] >> 63) {
              result.setNull(i);
            }
          }
        });
  }
}
