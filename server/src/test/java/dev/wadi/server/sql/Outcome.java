package dev.wadi.server.sql;

import dev.wadi.sdk.error.WadiException;
import java.util.List;

/// What came of a statement or query.
sealed interface Outcome {
  /// @param lateRows dropped on the way
  record Rows(List<String> rows, long lateRows) implements Outcome {}

  record Failed(WadiException error) implements Outcome {
    /// The error with its position, as it would be expected.
    SltStep.Error described() {
      String position = error.position().map(Object::toString).orElse("");
      return new SltStep.Error(error.code().name(), position, "");
    }

    boolean matches(SltStep.Error expected) {
      SltStep.Error actual = described();
      return actual.code().equals(expected.code())
          && (expected.position().isEmpty() || actual.position().equals(expected.position()))
          && error.describe().contains(expected.text());
    }
  }
}
