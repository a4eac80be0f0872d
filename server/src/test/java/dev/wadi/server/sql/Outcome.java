package dev.wadi.server.sql;

import dev.wadi.sdk.error.WadiException;
import java.util.List;

/// What came of a statement or query.
sealed interface Outcome {
  /// @param lateRows dropped on the way
  record Rows(List<String> rows, long lateRows) implements Outcome {}

  record Failed(WadiException error) implements Outcome {
    /// The error with its position, as it would be expected.
    ///
    /// @param expected so far, or null: a text that still fits is kept
    SltStep.Error described(SltStep.Error expected) {
      boolean fits = expected != null && matches(expected);
      return new SltStep.Error(error.code().name(), position(), fits ? expected.text() : "");
    }

    private String position() {
      return error.position().map(Object::toString).orElse("");
    }

    boolean matches(SltStep.Error expected) {
      return error.code().name().equals(expected.code())
          && (expected.position().isEmpty() || position().equals(expected.position()))
          && error.describe().contains(expected.text());
    }
  }
}
