package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexLiteral;

/// The operation that extracts a part of a time.
final class Extraction {
  private Extraction() {}

  /// @param unit a flag, or its name as text
  static Optional<Operation> of(RexLiteral unit) {
    return unit.getValue() instanceof TimeUnitRange range ? of(range) : Optional.empty();
  }

  /// @param part its name, perhaps in the plural
  static Optional<Operation> of(String part) {
    String singular = part.strip().toUpperCase(Locale.ROOT).replaceFirst("S$", "");
    return Arrays.stream(TimeUnitRange.values())
        .filter(unit -> unit.name().equals(singular))
        .findFirst()
        .flatMap(Extraction::of);
  }

  private static Optional<Operation> of(TimeUnitRange unit) {
    return Optional.ofNullable(
        switch (unit) {
          case YEAR -> Operation.EXTRACT_YEAR;
          case QUARTER -> Operation.EXTRACT_QUARTER;
          case MONTH -> Operation.EXTRACT_MONTH;
          case DAY -> Operation.EXTRACT_DAY;
          case HOUR -> Operation.EXTRACT_HOUR;
          case MINUTE -> Operation.EXTRACT_MINUTE;
          case SECOND -> Operation.EXTRACT_SECOND;
          case DOW -> Operation.EXTRACT_DAY_OF_WEEK;
          case DOY -> Operation.EXTRACT_DAY_OF_YEAR;
          case EPOCH -> Operation.EXTRACT_EPOCH;
          default -> null;
        });
  }
}
