package dev.wadi.planner.resolve;

import java.util.Locale;

/// The kinds of windows, by the names of their functions.
public enum WindowKind {
  TUMBLE("an interval as width and perhaps one more as offset", "INTERVAL '1' MINUTE"),
  HOP(
      "an interval as slide, one as width and perhaps one more as offset",
      "INTERVAL '1' MINUTE, INTERVAL '5' MINUTE"),
  CUMULATE(
      "an interval as step, one as width and perhaps one more as offset",
      "INTERVAL '1' HOUR, INTERVAL '1' DAY"),
  SESSION("an interval as gap", "INTERVAL '30' SECOND");

  private final String intervals;
  private final String example;

  WindowKind(String intervals, String example) {
    this.intervals = intervals;
    this.example = example;
  }

  /// For hints.
  String example() {
    return "such as GROUP BY %s(%s)".formatted(name().toLowerCase(Locale.ROOT), example);
  }

  /// What the function takes, for errors.
  String arguments() {
    return ("%s takes %s; as a table function it takes TABLE t and DESCRIPTOR(c) before them, where"
            + " c is a TIMESTAMP column")
        .formatted(this, intervals);
  }
}
