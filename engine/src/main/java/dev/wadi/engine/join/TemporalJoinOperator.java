package dev.wadi.engine.join;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.operator.KeyColumns;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.order.RowTimes;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Joins each left row with the version of its key at the row's time: the newest right row whose
/// time is not later. Left rows wait until the watermark has passed their time, when all such
/// versions have come; of the versions that it has passed, only the newest of each key is kept.
///
/// Rows that come behind the watermark are dropped and counted: a version that they need, or that
/// they are, may have been used or forgotten.
public final class TemporalJoinOperator implements Operator {
  public static final int LEFT = 0;
  public static final int RIGHT = 1;

  // Versions may stay this much longer.
  private static final long GRAIN_MICROS = 10_000;

  private final OperatorContext context;
  private final Plan.JoinInput[] sides;
  private final KeyColumns[] keys = new KeyColumns[2];
  private final KeptRows[] kept = new KeptRows[2];
  private final ColumnExpression residual;
  private final JoinOutput pending;
  private long watermarkMicros = Long.MIN_VALUE;

  public TemporalJoinOperator(Plan.TemporalJoin join, OperatorContext context) {
    this.context = context;
    this.sides = new Plan.JoinInput[] {join.left(), join.right()};
    this.residual = join.residual() == null ? null : context.expressions().compile(join.residual());
    this.pending =
        new JoinOutput(
            join.left().plan().schema(),
            join.right().plan().schema(),
            false,
            context.batchRows(),
            context.allocator());
    for (int side = LEFT; side <= RIGHT; side++) {
      keys[side] = new KeyColumns(sides[side].keys());
      kept[side] =
          new KeptRows(
              sides[side].plan().schema(),
              sides[side].keys(),
              -1,
              new Expiries(side == LEFT ? 1 : GRAIN_MICROS),
              context.allocator());
    }
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      Selection usable = usable(input, batch);
      if (input == LEFT && sides[LEFT].preserved() && usable.count() < batch.rowCount()) {
        emitUnusable(batch, usable, output);
      }
      keep(input, batch, usable);
    }
  }

  private int timeColumn(int side) {
    return ((Plan.Retention.Until) sides[side].retention()).timeColumn();
  }

  // Rows with a key and a time.
  private Selection usable(int side, Batch batch) {
    Selection keyed = keys[side].rowsWithoutNulls(batch);
    Column time = batch.column(timeColumn(side));
    if (!time.hasNulls()) {
      return keyed;
    }
    int[] rows =
        IntStream.range(0, keyed.count())
            .map(keyed::row)
            .filter(row -> !time.isNull(row))
            .toArray();
    return new Selection(rows, rows.length);
  }

  // What matches nothing has nothing to wait for.
  private void emitUnusable(Batch batch, Selection usable, Output output) {
    int next = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      if (next < usable.count() && usable.row(next) == batch.row(i)) {
        next++;
      } else {
        pending.add(batch.row(i), -1, ChangeKind.INSERT);
      }
    }
    pending.emit(batch.columns(), List.of(), output);
  }

  private void keep(int side, Batch batch, Selection usable) {
    RowTimes times = new RowTimes(batch.column(timeColumn(side)));
    long plus = ((Plan.Retention.Until) sides[side].retention()).plusMicros();
    int[] rows = new int[usable.count()];
    long[] expiring = new long[rows.length];
    int count = 0;
    for (int i = 0; i < usable.count(); i++) {
      long time = times.micros(usable.row(i));
      if (time < watermarkMicros) {
        context.lateRows().increment();
      } else {
        expiring[count] = time + plus;
        rows[count++] = usable.row(i);
      }
    }
    kept[side].add(batch, new Selection(rows, count), new long[batch.physicalRowCount()], expiring);
  }

  @Override
  public boolean watermark(long micros, Output output) {
    watermarkMicros = Math.max(watermarkMicros, micros);
    if (kept[LEFT].anyExpired(micros)) {
      emitReady(micros, output);
      return false;
    }
    forgetVersions(micros);
    kept[LEFT].cleanUpIfMostAreGone();
    kept[RIGHT].cleanUpIfMostAreGone();
    return true;
  }

  private void emitReady(long micros, Output output) {
    int[] ready = kept[LEFT].expired(micros, context.batchRows());
    Arrays.sort(ready);
    int[] versions =
        new VersionsAt(kept[RIGHT], timeColumn(RIGHT))
            .of(ready, newest(LEFT, ready), kept[LEFT].columns().get(timeColumn(LEFT)));
    if (residual != null) {
      dropUnfulfilled(ready, versions);
    }
    for (int i = 0; i < ready.length; i++) {
      if (versions[i] >= 0 || sides[LEFT].preserved()) {
        pending.add(ready[i], versions[i], ChangeKind.INSERT);
      }
    }
    pending.emit(kept[LEFT].columns(), kept[RIGHT].columns(), output);
    for (int row : ready) {
      kept[LEFT].drop(row);
    }
  }

  /// The version that came last of the keys of some kept rows of a side.
  private int[] newest(int side, int[] rows) {
    List<Column> columns = kept[side].columns();
    List<Column> keyColumns = keys[side].indexes().stream().map(columns::get).toList();
    return kept[RIGHT].newest(keyColumns, new Selection(rows, rows.length));
  }

  private void dropUnfulfilled(int[] lefts, int[] versions) {
    int[] pairs = IntStream.range(0, lefts.length).filter(i -> versions[i] >= 0).toArray();
    List<Column> columns = new ArrayList<>();
    gather(LEFT, IntStream.of(pairs).map(i -> lefts[i]).toArray(), columns);
    gather(RIGHT, IntStream.of(pairs).map(i -> versions[i]).toArray(), columns);
    try (Batch candidates = Batch.of(columns, pairs.length)) {
      Selection fulfilled = residual.filter(candidates, null);
      int next = 0;
      for (int i = 0; i < pairs.length; i++) {
        if (next < fulfilled.count() && fulfilled.row(next) == i) {
          next++;
        } else {
          versions[pairs[i]] = -1;
        }
      }
    }
  }

  private void gather(int side, int[] rows, List<Column> gathered) {
    for (Column column : kept[side].columns()) {
      gathered.add(Gather.rows(column, new Selection(rows, rows.length), context.allocator()));
    }
  }

  // No left row that still comes is earlier than the watermark.
  private void forgetVersions(long micros) {
    while (kept[RIGHT].anyExpired(micros)) {
      int[] passed = kept[RIGHT].expired(micros, context.batchRows());
      IntStream.of(newest(RIGHT, passed))
          .filter(row -> row >= 0)
          .distinct()
          .forEach(new VersionsAt(kept[RIGHT], timeColumn(RIGHT)).forgetting(micros));
    }
  }

  @Override
  public void snapshot(StateWriter writer) {
    JoinState.writeAll(sides, kept, context, writer);
  }

  @Override
  public void restore(Batch state) {
    for (int side = LEFT; side <= RIGHT; side++) {
      try (Batch rows = JoinState.rows(sides, side, state)) {
        long[] hashes = new long[rows.rowCount()];
        RowHash.hash(keys[side].of(rows), rows, hashes);
        Selection owned = context.owned(rows, hashes);
        kept[side].add(rows, owned, JoinState.matches(state), JoinState.expiries(state, owned));
      }
    }
  }

  @Override
  public void close() {
    kept[LEFT].close();
    kept[RIGHT].close();
    if (residual != null) {
      residual.close();
    }
  }
}
