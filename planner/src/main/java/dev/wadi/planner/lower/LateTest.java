package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Lateness;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How an operator finds out that a row is late, seen from some node below it.
///
/// @param time over the node's columns
/// @param window null if the time is compared as it is
/// @param plusMicros what is added to the time, or to the end of its last window
record LateTest(Expression time, Window window, long plusMicros) {
  // A row is behind the watermark if this much later it still is not ahead of it.
  private static final long BEHIND = 1;

  /// Of windows over a node; empty if these take all rows.
  static Optional<LateTest> windows(Plan input, Window window, long latenessMicros) {
    return switch (window) {
      case Window.Tumbling w -> Optional.of(windows(input, w.timeColumn(), w, latenessMicros));
      case Window.Hopping w -> Optional.of(windows(input, w.timeColumn(), w, latenessMicros));
      case Window.Monthly w -> Optional.of(windows(input, w.timeColumn(), w, latenessMicros));
      case Window.Cumulating w -> Optional.of(windows(input, w.timeColumn(), w, latenessMicros));
      case Window.Session w -> Optional.of(behind(input, w.timeColumn()));
      case Window.Carried w -> Optional.of(until(input, w.endColumn(), latenessMicros));
      case Window.WholeInput _ -> Optional.empty();
    };
  }

  private static LateTest windows(Plan input, int time, Window window, long latenessMicros) {
    return new LateTest(column(input, time), window, latenessMicros);
  }

  /// Of an operator that takes no rows behind the watermark.
  static LateTest behind(Plan input, int timeColumn) {
    return until(input, timeColumn, BEHIND);
  }

  static LateTest until(Plan input, int timeColumn, long plusMicros) {
    return new LateTest(column(input, timeColumn), null, plusMicros);
  }

  private static Expression column(Plan input, int column) {
    return new InputColumn(column, Types.unnamed(input.schema().getFields().get(column)));
  }

  /// The same test below a projection.
  LateTest below(List<Expression> columns) {
    return new LateTest(
        Columns.replaced(time, column -> columns.get(column.index())), window, plusMicros);
  }

  /// The same test below a node that gives rows the windows that they belong to; empty if it is
  /// about something else of a window than when it ends.
  Optional<LateTest> below(Plan.AssignWindows assign) {
    int width = assign.input().schema().getFields().size();
    if (reads(width)) {
      return Optional.of(this);
    }
    boolean end =
        window == null && time instanceof InputColumn column && column.index() == width + 1;
    return end ? windows(assign.input(), assign.window(), plusMicros) : Optional.empty();
  }

  /// The same test below a call of a function that adds columns; empty if it is about these.
  ///
  /// @param kept the input's columns that stay
  Optional<LateTest> below(List<Integer> kept, Plan input) {
    if (!reads(kept.size())) {
      return Optional.empty();
    }
    List<Expression> columns = new ArrayList<>();
    kept.forEach(column -> columns.add(column(input, column)));
    return Optional.of(below(columns));
  }

  /// Whether it is about the first columns only.
  boolean reads(int columns) {
    return Columns.of(time).stream().allMatch(column -> column < columns);
  }

  /// For rows that have the time in a column.
  Lateness at(int column) {
    return window == null
        ? new Lateness.OfTime(column, plusMicros)
        : new Lateness.OfWindows(window.moved(_ -> column), plusMicros);
  }
}
