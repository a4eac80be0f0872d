package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.WadiException;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;

/// Gives errors that know no place in the SQL text, such as those of connectors, one.
final class Located {
  private Located() {}

  static void at(SqlNode place, Runnable step) {
    Located.<Void>at(
        place,
        () -> {
          step.run();
          return null;
        });
  }

  static <T> T at(SqlNode place, Supplier<T> step) {
    try {
      return step.get();
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : e.at(Positions.of(place.getParserPosition()));
    }
  }
}
