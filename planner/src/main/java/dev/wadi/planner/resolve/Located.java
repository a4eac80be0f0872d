package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.WadiException;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;

/// Gives errors of connectors, which know nothing of SQL, a place in it.
final class Located {
  private Located() {}

  static <T> T at(SqlNode place, Supplier<T> step) {
    try {
      return step.get();
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : e.at(Positions.of(place.getParserPosition()));
    }
  }
}
