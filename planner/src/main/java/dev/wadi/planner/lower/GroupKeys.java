package dev.wadi.planner.lower;

import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.lower.TimeRole.EmittedEnd;
import dev.wadi.planner.lower.TimeRole.EmittedStart;
import dev.wadi.planner.lower.TimeRole.OfWindow;
import dev.wadi.planner.lower.TimeRole.Tumble;
import dev.wadi.sdk.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;

/// The keys of a GROUP BY, sorted into a window and the rest.
///
/// @param columns of the input's plan: keys that are no window
/// @param window the one window among the keys
/// @param fields what each key field is, in order
record GroupKeys(List<Integer> columns, Optional<WindowKey> window, List<KeyField> fields) {

  /// @param timeColumn of the input's plan, whose windows these are
  /// @param emitted whether the window was made, and its rows emitted, by an aggregation below
  record WindowKey(int timeColumn, Tumble tumble, boolean emitted) {}

  /// What a key field is in the output.
  private sealed interface KeyField {
    record Plain(int position) implements KeyField {}

    record Struct(int position) implements KeyField {}

    record WindowBound(Bound bound) implements KeyField {}

    record WindowStruct() implements KeyField {}
  }

  static GroupKeys of(Aggregate aggregate, Relation input) {
    List<Integer> columns = new ArrayList<>();
    List<KeyField> fields = new ArrayList<>();
    WindowKey window = null;
    for (int field : aggregate.getGroupSet()) {
      Slot slot = input.slots().get(field);
      Optional<WindowKey> found = windowOf(slot, input);
      if (found.isPresent() && window != null && !window.equals(found.get())) {
        throw Unsupported.at(
            aggregate, ErrorCode.INVALID_WINDOW, "a GROUP BY has at most one window", null);
      }
      window = found.orElse(window);
      fields.add(keyField(slot, found.isPresent(), input, columns));
    }
    return new GroupKeys(columns, Optional.ofNullable(window), fields);
  }

  private static Optional<WindowKey> windowOf(Slot slot, Relation input) {
    int column =
        switch (slot) {
          case Slot.Column plain -> plain.index();
          case Slot.Window struct -> struct.start();
        };
    return switch (input.times().get(column)) {
      case OfWindow window ->
          Optional.of(new WindowKey(window.timeColumn(), window.tumble(), false));
      case EmittedStart start -> Optional.of(new WindowKey(column, start.tumble(), true));
      case EmittedEnd end -> Optional.of(new WindowKey(end.startColumn(), end.tumble(), true));
      case TimeRole.EventTime _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private static KeyField keyField(
      Slot slot, boolean window, Relation input, List<Integer> columns) {
    return switch (slot) {
      case Slot.Window _ when window -> new KeyField.WindowStruct();
      // A window that time has left behind is two values like any other.
      case Slot.Window struct -> {
        columns.add(struct.start());
        columns.add(struct.end());
        yield new KeyField.Struct(columns.size() - 2);
      }
      case Slot.Column plain when window -> new KeyField.WindowBound(boundOf(plain.index(), input));
      case Slot.Column plain -> {
        columns.add(plain.index());
        yield new KeyField.Plain(columns.size() - 1);
      }
    };
  }

  private static Bound boundOf(int column, Relation input) {
    return switch (input.times().get(column)) {
      case OfWindow window -> window.bound();
      case EmittedStart _ -> Bound.START;
      case EmittedEnd _ -> Bound.END;
      case TimeRole.EventTime _ -> throw new IllegalStateException("not a window");
    };
  }

  /// Where the key fields are in the output.
  ///
  /// @param windowStart the column of the window's start, which its end follows
  List<Slot> slots(int windowStart) {
    return fields.stream()
        .<Slot>map(field ->
            switch (field) {
              case KeyField.Plain plain -> new Slot.Column(plain.position());
              case KeyField.Struct struct ->
                  new Slot.Window(struct.position(), struct.position() + 1);
              case KeyField.WindowStruct _ -> new Slot.Window(windowStart, windowStart + 1);
              case KeyField.WindowBound bound ->
                  new Slot.Column(bound.bound() == Bound.START ? windowStart : windowStart + 1);
            })
        .toList();
  }
}
