package dev.wadi.wasm.conformance;

/// What a function makes of one row of arguments.
sealed interface Answer {
  /// @param value the result, or all rows of a table
  record Given(Object value) implements Answer {}

  /// The row has no result.
  record Rejected(String reason) implements Answer {}

  /// Reasons may name the row's place in the batch.
  default boolean isLike(Answer other) {
    return switch (this) {
      case Given _ -> equals(other);
      case Rejected _ -> other instanceof Rejected;
    };
  }
}
