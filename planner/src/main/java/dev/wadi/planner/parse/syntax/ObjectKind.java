package dev.wadi.planner.parse.syntax;

import java.util.Locale;

/// What CREATE makes and DROP takes away.
public enum ObjectKind {
  TABLE,
  VIEW,
  FUNCTION;

  /// As in a sentence.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
