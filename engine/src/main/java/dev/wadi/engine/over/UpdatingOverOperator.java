package dev.wadi.engine.over;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Keeps window functions up to date over rows that come, change and go. Keeps all rows of a
/// partition, evaluates the functions anew when some of them have changed, and emits how the
/// results differ. Changes are held back for the flush interval.
///
/// State is rows with their results, all of which have been emitted: {@link #flush} comes before a
/// snapshot.
public final class UpdatingOverOperator implements Operator {
  /// Beyond this changes are emitted early, to bound memory.
  private static final int ARRIVED_MAX = 256 * 1024;

  private final OverPlan.UpdatingOver over;
  private final OperatorContext context;
  private final FlushTimer flushing;
  private final FlushTimer forgetting;
  private final BatchBuilder arrived;
  private final OverEvaluation evaluation;
  private final ShownPlaces places;
  private PartitionRows rows;

  public UpdatingOverOperator(OverPlan.UpdatingOver over, OperatorContext context) {
    this(over, ShownPlaces.ALL, context);
  }

  /// Emits only the first rows of each partition.
  ///
  /// @param topN over an input whose rows are taken back
  public UpdatingOverOperator(OverPlan.TopN topN, OperatorContext context) {
    this(ShownPlaces.numbered(topN), ShownPlaces.of(topN), context);
  }

  private UpdatingOverOperator(
      OverPlan.UpdatingOver over, ShownPlaces places, OperatorContext context) {
    this.over = over;
    this.places = places;
    this.context = context;
    this.flushing = new FlushTimer(over.flushMillis(), context.nanoClock());
    // Four times per life: a partition lives at most a quarter longer than it should.
    this.forgetting = new FlushTimer(Math.max(1, over.ttlMillis() / 4), context.nanoClock());
    this.arrived = new BatchBuilder(over.input().schema(), context.allocator());
    this.evaluation = new OverEvaluation(over, places, context);
    this.rows = newRows();
  }

  private PartitionRows newRows() {
    List<Field> fields = new ArrayList<>(over.input().schema().getFields());
    over.calls().forEach(call -> fields.add(call.type()));
    return new PartitionRows(new Schema(fields), over.partition(), context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      arrived.append(batch, null);
    }
    if (arrived.rowCount() >= ARRIVED_MAX || flushing.due()) {
      flush(output);
    }
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.nanoClock().getAsLong());
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT) {
      flush(output);
    }
    return true;
  }

  @Override
  public void flush(Output output) {
    if (arrived.rowCount() > 0) {
      try (Batch batch = arrived.build()) {
        update(batch, output);
      }
      rows.cleanUp();
    }
    if (forgetting.due()) {
      forget();
    }
  }

  private void update(Batch batch, Output output) {
    int[] groups = rows.partitionsOf(batch, Selection.range(batch.rowCount()), nowMillis());
    int[] touched = Arrays.stream(groups).sorted().distinct().toArray();
    int[][] before = Arrays.stream(touched).mapToObj(rows::of).toArray(int[][]::new);
    int[] old = Arrays.stream(before).flatMapToInt(Arrays::stream).toArray();
    List<Column> stored = rows.columns();
    try (OverDifference difference = evaluation.difference(batch, old, stored)) {
      emit(stored, difference.removed(), difference.removedKinds(), output);
      Batch results = difference.results();
      emit(results.columns(), difference.added(), difference.addedKinds(), output);
      boolean[] gone = difference.gone();
      int next = 0;
      for (int k = 0; k < touched.length; k++) {
        int first = next;
        next += before[k].length;
        int[] ofGroup = before[k];
        int[] removed = new int[ofGroup.length];
        int count = 0;
        for (int i = 0; i < ofGroup.length; i++) {
          if (gone[first + i]) {
            removed[count++] = ofGroup[i];
          }
        }
        rows.remove(touched[k], Arrays.copyOf(removed, count));
      }
      keep(results, new Selection(difference.added(), difference.added().length));
    }
  }

  private void keep(Batch results, Selection added) {
    rows.add(results, added, rows.partitionsOf(results, added, nowMillis()));
  }

  /// @param columns borrowed
  private void emit(List<Column> columns, int[] rowNumbers, byte[] allKinds, Output output) {
    int[] shown = places.shown(columns, rowNumbers);
    int[] chosen = Arrays.stream(shown).map(i -> rowNumbers[i]).toArray();
    byte[] kinds = new byte[shown.length];
    for (int i = 0; i < shown.length; i++) {
      kinds[i] = allKinds[shown[i]];
    }
    for (int from = 0; from < chosen.length; from += context.batchRows()) {
      int to = Math.min(chosen.length, from + context.batchRows());
      Selection part = new Selection(Arrays.copyOfRange(chosen, from, to), to - from);
      byte[] codes = Arrays.copyOfRange(kinds, from, to);
      Column change = ChangeKinds.column(codes, to - from, context.allocator());
      List<Column> emitted = new ArrayList<>();
      for (int i = 0; i < columns.size() - places.hiddenColumns(); i++) {
        emitted.add(
            i == over.change() ? change : Gather.rows(columns.get(i), part, context.allocator()));
      }
      if (over.change() < 0) {
        emitted.add(change);
      }
      output.emit(Batch.of(emitted, to - from));
    }
  }

  /// Moves the partitions that live to a new place, if at least half of them do not.
  private void forget() {
    int[] living = rows.touchedSince(nowMillis() - over.ttlMillis());
    if (living.length > rows.groupCount() / 2) {
      return;
    }
    PartitionRows kept = newRows();
    List<Column> stored = rows.columns();
    for (int group : living) {
      stored.forEach(Column::retain);
      int[] own = rows.of(group);
      Selection chosen = new Selection(own, own.length);
      try (Batch batch = Batch.of(stored, stored.getFirst().rowCount(), chosen)) {
        kept.add(batch, chosen, kept.partitionsOf(batch, chosen, rows.touchedMillis(group)));
      }
    }
    rows.close();
    rows = kept;
  }

  @Override
  public void snapshot(StateWriter writer) {
    int[] all =
        Arrays.stream(rows.touchedSince(Long.MIN_VALUE))
            .flatMap(group -> Arrays.stream(rows.of(group)))
            .toArray();
    List<Column> stored = rows.columns();
    for (int from = 0; from < all.length; from += context.batchRows()) {
      int to = Math.min(all.length, from + context.batchRows());
      Selection part = new Selection(Arrays.copyOfRange(all, from, to), to - from);
      List<Column> columns = new ArrayList<>();
      stored.forEach(column -> columns.add(Gather.rows(column, part, context.allocator())));
      writer.write(Batch.of(columns, part.count()));
    }
  }

  @Override
  public void restore(Batch state) {
    long[] hashes = new long[state.rowCount()];
    RowHash.hash(over.partition().stream().map(state::column).toList(), state, hashes);
    keep(state, context.owned(state, hashes));
  }

  @Override
  public void close() {
    rows.close();
    arrived.close();
    evaluation.close();
  }
}
