package dev.wadi.planner.resolve;

/// The kinds of windows, by the names of their functions.
public enum WindowKind {
  TUMBLE("an interval as width and perhaps one more as offset"),
  HOP("an interval as slide, one as width and perhaps one more as offset"),
  CUMULATE("an interval as step, one as width and perhaps one more as offset"),
  SESSION("an interval as gap");

  private final String intervals;

  WindowKind(String intervals) {
    this.intervals = intervals;
  }

  /// What the function takes, for errors.
  String arguments() {
    return ("%s takes %s; as a table function it takes TABLE t and DESCRIPTOR(c) before them, where"
            + " c is a TIMESTAMP column")
        .formatted(this, intervals);
  }
}
