package dev.wadi.planner.lower;

import dev.wadi.engine.plan.LookedUp;
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

/// A lookup that asks only for the columns that somebody reads.
final class LookupPruning {
  private LookupPruning() {}

  static Pruned prune(Plan.LookupJoin join, SortedSet<Integer> needed, boolean timed) {
    int width = join.input().schema().getFields().size();
    SortedSet<Integer> read = new TreeSet<>(needed);
    if (join.residual() != null) {
      read.addAll(Columns.of(join.residual()));
    }
    SortedSet<Integer> below = new TreeSet<>(read.headSet(width));
    below.addAll(join.keys());
    Pruned input = Pruning.prune(join.input(), below, timed);
    Map<Integer, Integer> moved = new HashMap<>(input.columns());
    int newWidth = input.plan().schema().getFields().size();
    List<Integer> columns = new ArrayList<>();
    for (int column : read.tailSet(width)) {
      moved.put(column, newWidth + columns.size());
      columns.add(join.table().columns().get(column - width));
    }
    LookedUp table =
        new LookedUp(
            join.table().table(), columns, join.table().maxAgeMillis(), join.table().cacheBytes());
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    if (join.kind().pairs()) {
      read.tailSet(width).forEach(column -> fields.add(join.schema().getFields().get(column)));
    }
    return new Pruned(
        new Plan.LookupJoin(
            input.plan(),
            table,
            join.kind(),
            input.columns(join.keys()),
            join.residual() == null ? null : Columns.moved(join.residual(), moved),
            new Schema(fields)),
        moved);
  }
}
