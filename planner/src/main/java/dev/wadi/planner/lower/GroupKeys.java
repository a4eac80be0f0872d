package dev.wadi.planner.lower;

import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.sdk.error.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;

/// The keys of a GROUP BY, sorted into a window and the rest.
///
/// @param columns of the input's plan: keys that are no window
/// @param window the one window among the keys
/// @param fields what each key field is, in order
record GroupKeys(List<Integer> columns, Optional<WindowKey> window, List<KeyField> fields) {

  /// What a key field is in the output.
  private sealed interface KeyField {
    record Plain(int position) implements KeyField {}

    record Struct(int position) implements KeyField {}

    record WindowBound(Bound bound) implements KeyField {}

    record WindowStruct() implements KeyField {}
  }

  static GroupKeys of(Aggregate aggregate, Relation input) {
    Optional<WindowKey> window = window(aggregate, input);
    List<Integer> columns = new ArrayList<>();
    List<KeyField> fields = new ArrayList<>();
    for (int field : aggregate.getGroupSet()) {
      Slot slot = input.slots().get(field);
      boolean ofWindow = window.isPresent() && windowOf(slot, input).equals(window);
      fields.add(keyField(slot, ofWindow, input, columns));
    }
    return new GroupKeys(columns, window, fields);
  }

  // Windows that the rows carry are values like any other, but for the one that tells when a group
  // is complete.
  private static Optional<WindowKey> window(Aggregate aggregate, Relation input) {
    Map<WindowKey, Set<Bound>> found = new HashMap<>();
    List<WindowKey> inOrder = new ArrayList<>();
    for (int field : aggregate.getGroupSet()) {
      Slot slot = input.slots().get(field);
      windowOf(slot, input)
          .ifPresent(window -> {
            inOrder.add(window);
            found
                .computeIfAbsent(window, _ -> EnumSet.noneOf(Bound.class))
                .addAll(boundsOf(slot, input));
          });
    }
    List<WindowKey> identified =
        inOrder.stream()
            .distinct()
            .filter(window -> window.shape().identifiedBy(found.get(window)))
            .toList();
    if (identified.stream().filter(WindowKey.Cut.class::isInstance).count() > 1) {
      throw Unsupported.at(
          aggregate,
          ErrorCode.INVALID_WINDOW,
          "a GROUP BY has at most one window",
          "group by the other one in a sub-query");
    }
    return identified.stream()
        .filter(WindowKey.Cut.class::isInstance)
        .findFirst()
        .or(() -> identified.stream().findFirst());
  }

  private static Optional<WindowKey> windowOf(Slot slot, Relation input) {
    int column =
        switch (slot) {
          case Slot.Column plain -> plain.index();
          case Slot.Window struct -> struct.start();
        };
    return switch (input.times().get(column)) {
      case TimeRole.OfWindow of -> Optional.of(new WindowKey.Cut(of.window()));
      case TimeRole.Carried carried ->
          Optional.of(
              new WindowKey.Carried(
                  carried.shape(), carried.start(), carried.end(), carried.origin()));
      case TimeRole.EventTime _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private static Set<Bound> boundsOf(Slot slot, Relation input) {
    return switch (slot) {
      case Slot.Column plain -> EnumSet.of(boundOf(plain.index(), input));
      case Slot.Window _ -> EnumSet.of(Bound.START, Bound.END);
    };
  }

  private static Bound boundOf(int column, Relation input) {
    return switch (input.times().get(column)) {
      case TimeRole.OfWindow of -> of.bound();
      case TimeRole.Carried carried -> carried.bound();
      case TimeRole.EventTime _ -> throw new IllegalStateException("not a window");
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

  /// Whether a key is the last millisecond of the window.
  boolean hasWindowTime() {
    return fields.contains(new KeyField.WindowBound(Bound.TIME));
  }

  /// The same with each key elsewhere, and perhaps more of them behind.
  GroupKeys withColumns(List<Integer> moved) {
    return new GroupKeys(moved, window, fields);
  }

  /// Which of the columns a key field takes; none if it is the window.
  List<Integer> positions(int field) {
    return switch (fields.get(field)) {
      case KeyField.Plain plain -> List.of(plain.position());
      case KeyField.Struct struct -> List.of(struct.position(), struct.position() + 1);
      case KeyField.WindowBound _, KeyField.WindowStruct _ -> List.of();
    };
  }

  /// Where the key fields are in the output.
  ///
  /// @param windowStart the column of the window's start, which its end follows
  /// @param windowTime the column of the window's last millisecond, if there is one
  List<Slot> slots(int windowStart, int windowTime) {
    return fields.stream()
        .<Slot>map(field ->
            switch (field) {
              case KeyField.Plain plain -> new Slot.Column(plain.position());
              case KeyField.Struct struct ->
                  new Slot.Window(struct.position(), struct.position() + 1);
              case KeyField.WindowStruct _ -> new Slot.Window(windowStart, windowStart + 1);
              case KeyField.WindowBound bound ->
                  new Slot.Column(
                      switch (bound.bound()) {
                        case START -> windowStart;
                        case END -> windowStart + 1;
                        case TIME -> windowTime;
                      });
            })
        .toList();
  }
}
