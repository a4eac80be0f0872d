package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows that change, for operators that take only rows that stay.
final class Changelogs {
  private Changelogs() {}

  /// The rows that are left of a bounded changelog at its end; other relations as they are, also a
  /// changelog without an end.
  static Relation settled(Relation input) {
    if (!input.isChangelog() || !input.bounded()) {
      return input;
    }
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Map<Integer, Integer> moved = new HashMap<>();
    for (int i = 0; i < input.plan().schema().getFields().size(); i++) {
      if (i != input.change()) {
        moved.put(i, columns.size());
        names.add(input.fieldOf(i).getName());
        columns.add(input.column(i));
      }
    }
    columns.add(input.column(input.change()));
    names.add(ChangeKind.FIELD.getName());
    Plan last = Plans.project(input.plan(), columns, names);
    List<Slot> slots = input.slots().stream().map(slot -> moved(slot, moved)).toList();
    return new Relation(
        new Plan.NetRows(last, columns.size() - 1), slots, Map.of(), Relation.NO_EVENT_TIME, true);
  }

  private static Slot moved(Slot slot, Map<Integer, Integer> moved) {
    return switch (slot) {
      case Slot.Column column -> new Slot.Column(moved.get(column.index()));
      case Slot.Window window ->
          new Slot.Window(moved.get(window.start()), moved.get(window.end()));
    };
  }
}
