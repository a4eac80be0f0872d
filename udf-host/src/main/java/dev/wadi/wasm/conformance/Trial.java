package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What a check does with some rows. It says what goes wrong with them; nothing if they are as they
/// should. Each time with fresh instances, so that it can be repeated with fewer rows.
@FunctionalInterface
interface Trial {
  Optional<String> problem(List<Row> rows);

  /// Takes a failure of the guest for a problem.
  default Trial orFailure() {
    return rows -> {
      try {
        return problem(rows);
      } catch (WadiException e) {
        return Optional.of(e.getMessage());
      }
    };
  }

  /// Whether a plugin, or the host by its description, says that it cannot do what it is asked for;
  /// otherwise it broke.
  static boolean isRefusal(WadiException error) {
    return switch (error.code()) {
      case FUNCTION_ERROR, SYSTEM_FAILED, INVALID_OPTION, MISSING_OPTION, TYPE_MISMATCH -> true;
      default -> false;
    };
  }

  /// Why something is refused; empty if it is not.
  static Optional<String> refusal(Runnable asked) {
    try {
      asked.run();
      return Optional.empty();
    } catch (WadiException e) {
      if (isRefusal(e)) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
  }

  /// For how long to look for fewer rows.
  int SECONDS_MAX = 5;

  /// The fewest rows, or almost, with which something still goes wrong.
  ///
  /// @param rows with which it does
  default List<Row> smallest(List<Row> rows) {
    List<Row> smallest = rows;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    for (int size = Math.max(1, rows.size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < smallest.size() && System.nanoTime() < deadline; ) {
        List<Row> fewer = without(smallest, from, size);
        if (!fewer.isEmpty() && problem(fewer).isPresent()) {
          smallest = fewer;
        } else {
          from += size;
        }
      }
    }
    return smallest;
  }

  private static List<Row> without(List<Row> rows, int from, int count) {
    List<Row> fewer = new ArrayList<>(rows);
    fewer.subList(from, Math.min(from + count, rows.size())).clear();
    return fewer;
  }
}
