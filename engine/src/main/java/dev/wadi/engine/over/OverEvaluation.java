package dev.wadi.engine.over;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.order.OrderedRows;
import dev.wadi.engine.order.SortedRows;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.KeyComparison;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Evaluates the functions over partitions of which rows have changed, and compares with what was
/// before.
final class OverEvaluation implements AutoCloseable {
  private final OverPlan.UpdatingOver over;
  private final OperatorContext context;
  private final OverColumns functions;
  private final ShownPlaces places;
  private final int width;

  /// @param places what results are good for
  OverEvaluation(OverPlan.UpdatingOver over, ShownPlaces places, OperatorContext context) {
    this.over = over;
    this.places = places;
    this.context = context;
    this.width = over.input().schema().getFields().size();
    this.functions = new OverColumns(over.partition(), over.order(), over.calls(), context);
  }

  /// @param changes rows of the input, borrowed and dense
  /// @param old the rows that the partitions of these had, by their numbers
  /// @param stored what these numbers mean, results included; borrowed
  OverDifference difference(Batch changes, int[] old, List<Column> stored) {
    ChangeKinds.Signed signed = ChangeKinds.split(changes, over.change());
    boolean[] gone = new boolean[old.length];
    Selection added = signed.added();
    if (signed.retracted().count() > 0) {
      added = cancel(changes, signed, old, stored, gone);
    }
    int[] kept = IntStream.range(0, old.length).filter(i -> !gone[i]).toArray();
    int[] origin = new int[kept.length + added.count()];
    Arrays.fill(origin, -1);
    System.arraycopy(kept, 0, origin, 0, kept.length);
    int[] sorted;
    Batch results;
    try (Batch rows = together(changes, added, old, kept, stored)) {
      sorted =
          SortedRows.of(
              rows.columns(), rows.rowCount(), Partitions.sorting(over.partition(), over.order()));
      try (var ordered = new OrderedRows(rows.retain(), sorted)) {
        Batch inOrder = ordered.next(sorted.length, context.allocator());
        results = places.cut(functions.add(inOrder), context.allocator());
      }
    }
    int[] originOfResult = Arrays.stream(sorted).map(row -> origin[row]).toArray();
    return OverDifference.of(
        results, originOfResult, old, gone, differing(results, originOfResult, old, stored));
  }

  // Each row that is taken back cancels one that was there or has just come.
  private Selection cancel(
      Batch changes, ChangeKinds.Signed signed, int[] old, List<Column> stored, boolean[] gone) {
    int[] columns = IntStream.range(0, width).filter(i -> i != over.change()).toArray();
    List<Field> fields = over.input().schema().getFields();
    try (var distinct =
        new GroupTable(
            Arrays.stream(columns).mapToObj(fields::get).toList(), context.allocator())) {
      List<Column> changing = Arrays.stream(columns).mapToObj(changes::column).toList();
      List<Column> known = Arrays.stream(columns).mapToObj(stored::get).toList();
      int[] added = find(distinct, changing, signed.added());
      int[] retracted = find(distinct, changing, signed.retracted());
      int[] before = find(distinct, known, new Selection(old, old.length));
      int[] net = new int[distinct.groupCount()];
      for (int row : added) {
        net[row]++;
      }
      for (int row : retracted) {
        net[row]--;
      }
      for (int i = 0; i < old.length; i++) {
        if (net[before[i]] < 0) {
          net[before[i]]++;
          gone[i] = true;
        }
      }
      int[] left = new int[added.length];
      int count = 0;
      for (int i = 0; i < added.length; i++) {
        if (net[added[i]] > 0) {
          net[added[i]]--;
          left[count++] = signed.added().row(i);
        }
      }
      return new Selection(left, count);
    }
  }

  private static int[] find(GroupTable distinct, List<Column> columns, Selection rows) {
    int[] found = new int[rows.count()];
    if (found.length > 0) {
      distinct.findOrAdd(columns, rows, found);
    }
    return found;
  }

  // The rows that were there and stay, then those that have come, without results.
  private Batch together(
      Batch changes, Selection added, int[] old, int[] kept, List<Column> stored) {
    try (var rows = new BatchBuilder(over.input().schema(), context.allocator())) {
      int[] stays = Arrays.stream(kept).map(i -> old[i]).toArray();
      List<Column> inputs = stored.subList(0, width);
      inputs.forEach(Column::retain);
      try (Batch before = Batch.of(inputs, inputs.getFirst().rowCount())) {
        rows.append(before, new Selection(stays, stays.length));
      }
      try (Batch inserted = inserted(changes)) {
        rows.append(inserted, added);
      }
      return rows.build();
    }
  }

  // All as if they had been inserted, so that kinds of change tell no rows apart.
  private Batch inserted(Batch changes) {
    List<Column> columns = new ArrayList<>(changes.columns());
    columns.forEach(Column::retain);
    if (over.change() >= 0) {
      int count = changes.physicalRowCount();
      columns.set(over.change(), ChangeKinds.column(new byte[count], count, context.allocator()));
      changes.column(over.change()).release();
    }
    return Batch.of(columns, changes.physicalRowCount());
  }

  private boolean[] differing(Batch results, int[] origin, int[] old, List<Column> stored) {
    int[] storedRows = Arrays.stream(origin).map(i -> i < 0 ? -1 : old[i]).toArray();
    boolean[] differing = new boolean[origin.length];
    Selection all = Selection.range(origin.length);
    for (int c = width; c < stored.size(); c++) {
      int[] found =
          KeyComparison.differing(
              results.column(c), all, stored.get(c), storedRows, null, origin.length);
      for (int i : found) {
        differing[i] = true;
      }
    }
    return differing;
  }

  @Override
  public void close() {
    functions.close();
  }
}
