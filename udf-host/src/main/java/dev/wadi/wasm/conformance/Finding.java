package dev.wadi.wasm.conformance;

import java.util.List;

/// What one check found.
///
/// @param check a few words, the same for all plugins
/// @param text what was seen, or went wrong; may be empty
/// @param example lines that show what went wrong: the fewest rows with which it does
public record Finding(String check, Result result, String text, List<String> example) {
  public enum Result {
    PASSED,
    /// The plugin breaks a rule.
    FAILED,
    /// There is something that its author should know.
    NOTED,
    /// Nothing could be checked, because something is missing that the text names.
    NOT_EXERCISED
  }

  public Finding {
    example = List.copyOf(example);
  }

  static Finding passed(String check, String text) {
    return new Finding(check, Result.PASSED, text, List.of());
  }

  static Finding noted(String check, String text) {
    return new Finding(check, Result.NOTED, text, List.of());
  }

  static Finding notExercised(String check, String text) {
    return new Finding(check, Result.NOT_EXERCISED, text, List.of());
  }

  static Finding failed(String check, String text, List<String> example) {
    return new Finding(check, Result.FAILED, text, example);
  }

  public boolean failed() {
    return result == Result.FAILED;
  }
}
