package dev.wadi.planner.lower;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// What a TIMESTAMP column says about event time.
sealed interface TimeRole {
  /// The columns that the role speaks of.
  List<Integer> columns();

  /// The same role where columns stand elsewhere.
  TimeRole moved(IntUnaryOperator places);

  /// The watermark speaks of this column: no row earlier than it will come.
  record EventTime() implements TimeRole {
    @Override
    public List<Integer> columns() {
      return List.of();
    }

    @Override
    public TimeRole moved(IntUnaryOperator places) {
      return this;
    }
  }

  /// A bound of the window that the row stands for, or of one that it is in.
  ///
  /// @param start the column of the window's start
  /// @param origin how the row came
  record Carried(WindowShape shape, int start, int end, Bound bound, Origin origin)
      implements TimeRole {
    @Override
    public List<Integer> columns() {
      return List.of(start, end);
    }

    @Override
    public TimeRole moved(IntUnaryOperator places) {
      return new Carried(shape, places.applyAsInt(start), places.applyAsInt(end), bound, origin);
    }
  }

  /// A bound of the window that the row will belong to, or of the windows. If these do not follow
  /// from the time alone, the column is empty until somebody needs it ({@link Assignment}).
  record OfWindow(RowWindow window, Bound bound) implements TimeRole {
    @Override
    public List<Integer> columns() {
      return window.columns();
    }

    @Override
    public TimeRole moved(IntUnaryOperator places) {
      return new OfWindow(window.moved(places), bound);
    }
  }

  enum Bound {
    START,
    END,
    /// The last millisecond.
    TIME
  }

  /// Where rows that carry a window come from.
  enum Origin {
    /// An aggregation emitted them when the watermark reached the window's end: as every later
    /// window ends later, that is as good as an event time.
    EMITTED,
    /// They came in event time, and were assigned to their windows.
    ASSIGNED,
    /// They came in whatever order.
    UNORDERED
  }
}
