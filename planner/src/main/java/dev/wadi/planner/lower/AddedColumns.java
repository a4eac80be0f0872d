package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Values that are needed as columns: those of a relation, or more of them behind.
final class AddedColumns {
  private final Relation input;
  private final List<Expression> added = new ArrayList<>();

  AddedColumns(Relation input) {
    this.input = input;
  }

  /// Where the value is.
  int column(Expression value) {
    if (value instanceof InputColumn column) {
      return column.index();
    }
    added.add(value);
    return input.plan().schema().getFields().size() + added.size() - 1;
  }

  /// The relation with all of them.
  Relation relation() {
    if (added.isEmpty()) {
      return input;
    }
    List<Expression> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Field> fields = input.plan().schema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      all.add(input.column(i));
      names.add(fields.get(i).getName());
    }
    for (Expression value : added) {
      names.add("$key" + all.size());
      all.add(value);
    }
    return input.withPlan(Plans.project(input.plan(), all, names));
  }
}
