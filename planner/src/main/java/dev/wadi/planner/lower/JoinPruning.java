package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.Pruning.Pruned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Joins that keep rows, without the columns that nobody reads.
final class JoinPruning {
  private final PrunedSide left;
  private final PrunedSide right;
  private final Map<Integer, Integer> moved;

  private JoinPruning(
      Plan.JoinInput left,
      Plan.JoinInput right,
      Expression residual,
      SortedSet<Integer> needed,
      boolean timed) {
    int width = left.plan().schema().getFields().size();
    SortedSet<Integer> read = new TreeSet<>(needed);
    if (residual != null) {
      read.addAll(Columns.of(residual));
    }
    SortedSet<Integer> rightColumns = new TreeSet<>();
    read.tailSet(width).forEach(column -> rightColumns.add(column - width));
    this.left = side(left, new TreeSet<>(read.headSet(width)), timed);
    this.right = side(right, rightColumns, timed);
    this.moved = new HashMap<>(this.left.columns());
    this.right.columns().forEach((before, after) -> moved.put(before + width, after + leftWidth()));
  }

  static Pruned prune(Plan.StreamJoin join, SortedSet<Integer> needed, boolean timed) {
    int width = join.left().plan().schema().getFields().size();
    int both = width + join.right().plan().schema().getFields().size();
    boolean pairs = join.match() == Plan.Match.PAIRS;
    JoinPruning pruned =
        new JoinPruning(
            join.left(),
            join.right(),
            join.residual(),
            needed.headSet(pairs ? both : width),
            timed);
    List<Field> old = join.schema().getFields();
    List<Field> output = pruned.fields(old, pairs);
    Map<Integer, Integer> moved = pruned.moved;
    Expression residual = pruned.residual(join.residual());
    if (join.changelog()) {
      moved.put(old.size() - 1, output.size());
      output.add(old.getLast());
    }
    return new Pruned(
        new Plan.StreamJoin(
            pruned.left.input(),
            pruned.right.input(),
            join.match(),
            residual,
            join.changelog(),
            new Schema(output)),
        moved);
  }

  static Pruned prune(Plan.TemporalJoin join, SortedSet<Integer> needed, boolean timed) {
    JoinPruning pruned = new JoinPruning(join.left(), join.right(), join.residual(), needed, timed);
    return new Pruned(
        new Plan.TemporalJoin(
            pruned.left.input(),
            pruned.right.input(),
            pruned.residual(join.residual()),
            new Schema(pruned.fields(join.schema().getFields(), true))),
        pruned.moved);
  }

  private int leftWidth() {
    return left.input().plan().schema().getFields().size();
  }

  private Expression residual(Expression residual) {
    return residual == null ? null : Columns.moved(residual, moved);
  }

  // What is left of the output's columns.
  private List<Field> fields(List<Field> old, boolean pairs) {
    int rightWidth = right.input().plan().schema().getFields().size();
    Field[] fields = new Field[pairs ? leftWidth() + rightWidth : leftWidth()];
    moved.forEach((before, after) -> {
      if (after < fields.length) {
        fields[after] = old.get(before);
      }
    });
    return new ArrayList<>(List.of(fields));
  }

  private record PrunedSide(Plan.JoinInput input, Map<Integer, Integer> columns) {}

  private static PrunedSide side(Plan.JoinInput side, SortedSet<Integer> read, boolean timed) {
    read.addAll(side.keys());
    if (side.change() >= 0) {
      read.add(side.change());
    }
    boolean waits = timed;
    if (side.retention() instanceof Plan.Retention.Until until) {
      read.add(until.timeColumn());
      waits = true;
    }
    Pruned pruned = Pruning.only(read, Pruning.prune(side.plan(), read, waits));
    Plan.Retention retention =
        switch (side.retention()) {
          case Plan.Retention.Ttl ttl -> ttl;
          case Plan.Retention.Until until ->
              new Plan.Retention.Until(pruned.column(until.timeColumn()), until.plusMicros());
        };
    Plan.JoinInput input =
        new Plan.JoinInput(
            pruned.plan(),
            pruned.columns(side.keys()),
            side.change() < 0 ? Relation.APPEND_ONLY : pruned.column(side.change()),
            retention,
            side.preserved());
    return new PrunedSide(input, pruned.columns());
  }
}
