package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Builds a projection of a relation, field by field. Columns that carry time and that no field
/// passes on are added at the end.
final class Projection {
  private static final String HIDDEN = "$time";

  private final Relation input;
  private final List<Expression> expressions = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Integer, TimeRole> made = new HashMap<>();
  // Columns of the input that are passed on unchanged, and where to.
  private final Map<Integer, Integer> passed = new TreeMap<>();

  Projection(Relation input) {
    this.input = input;
  }

  void field(String name, Expression value) {
    slots.add(new Slot.Column(add(name, value)));
  }

  /// A window that the input already has.
  void field(String name, Slot.Window window) {
    int start = add(name + ".start", input.column(window.start()));
    int end = add(name + ".end", input.column(window.end()));
    slots.add(new Slot.Window(start, end));
  }

  /// What the input has in a slot.
  void field(String name, Slot slot) {
    switch (slot) {
      case Slot.Column column -> field(name, input.column(column.index()));
      case Slot.Window window -> field(name, window);
    }
  }

  /// The window that rows of the input will belong to.
  void window(String name, RowWindow window) {
    int start = addBound(name + ".start", window, TimeRole.Bound.START);
    int end = addBound(name + ".end", window, TimeRole.Bound.END);
    slots.add(new Slot.Window(start, end));
  }

  /// A bound of such a window, as a field.
  void bound(String name, RowWindow window, TimeRole.Bound bound) {
    slots.add(new Slot.Column(addBound(name, window, bound)));
  }

  private int addBound(String name, RowWindow window, TimeRole.Bound bound) {
    window.columns().forEach(this::pass);
    InputColumn time = input.column(window.timeColumn());
    Expression value =
        window.shape() instanceof WindowShape.Tumble tumble
            ? Windows.bound(time, tumble, bound)
            : new Expression.Literal(null, Types.withNullability(time.type(), true));
    int column = add(name, value);
    made.put(column, new TimeRole.OfWindow(window.moved(passed::get), bound));
    return column;
  }

  private int pass(int column) {
    Integer there = passed.get(column);
    String name = column == input.change() ? ChangeKind.FIELD.getName() : HIDDEN;
    return there != null ? there : add(name, input.column(column));
  }

  private int add(String name, Expression value) {
    expressions.add(value);
    names.add(name);
    int index = expressions.size() - 1;
    if (value instanceof InputColumn column) {
      passed.putIfAbsent(column.index(), index);
    }
    return index;
  }

  Relation build() {
    input.times().forEach(this::passTime);
    if (input.hasEventTime()) {
      pass(input.eventTime());
    }
    int change = input.isChangelog() ? pass(input.change()) : Relation.APPEND_ONLY;
    Map<Integer, TimeRole> times = new HashMap<>(made);
    for (int i = 0; i < expressions.size(); i++) {
      if (expressions.get(i) instanceof InputColumn column
          && input.times().containsKey(column.index())) {
        times.put(i, input.times().get(column.index()).moved(passed::get));
      }
    }
    int eventTime = input.hasEventTime() ? passed.get(input.eventTime()) : Relation.NO_EVENT_TIME;
    return new Relation(
        Plans.project(input.plan(), expressions, names),
        slots,
        times,
        eventTime,
        change,
        input.bounded());
  }

  private void passTime(int column, TimeRole role) {
    pass(column);
    role.columns().forEach(this::pass);
  }
}
