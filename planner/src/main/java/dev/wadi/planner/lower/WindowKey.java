package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Window;
import dev.wadi.planner.lower.TimeRole.Origin;

/// The window among the keys of a GROUP BY.
sealed interface WindowKey {
  WindowShape shape();

  /// The column that the window's bounds get their type from.
  int timeColumn();

  /// Rows are sorted into windows here.
  record Cut(RowWindow window) implements WindowKey {
    @Override
    public WindowShape shape() {
      return window.shape();
    }

    @Override
    public int timeColumn() {
      return window.timeColumn();
    }
  }

  /// Rows carry their window.
  record Carried(WindowShape shape, int start, int end, Origin origin) implements WindowKey {
    @Override
    public int timeColumn() {
      return start;
    }
  }

  default Window cutOrCarried() {
    return switch (this) {
      case Cut cut -> Windows.window(cut.window());
      case Carried carried -> new Window.Carried(carried.start(), carried.end());
    };
  }
}
