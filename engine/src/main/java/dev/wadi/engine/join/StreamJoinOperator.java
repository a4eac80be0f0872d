package dev.wadi.engine.join;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.operator.JoinPairs;
import dev.wadi.engine.operator.KeyColumns;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Joins two inputs, both of which go on: a symmetric hash join. A batch of one side meets the rows
/// that are kept of the other, and is kept itself.
///
/// Rows of a preserved side that match nothing are emitted with nulls: at once, to be taken back
/// when a match comes, if rows are kept for a processing time; when they expire, if they are kept
/// until a watermark, so that nothing is taken back.
public final class StreamJoinOperator implements Operator {
  public static final int LEFT = 0;
  public static final int RIGHT = 1;

  private static final int PAIRS_MAX = 64 * 1024;
  // How exactly rows are forgotten, as a part of the time for which they are kept.
  private static final int GRAINS = 64;

  private final Plan.StreamJoin join;
  private final OperatorContext context;
  private final Plan.JoinInput[] sides;
  private final KeptRows[] kept = new KeptRows[2];
  private final ColumnExpression residual;
  private final JoinOutput pending;
  private long watermarkMicros = Long.MIN_VALUE;

  public StreamJoinOperator(Plan.StreamJoin join, OperatorContext context) {
    this.join = join;
    this.context = context;
    this.sides = new Plan.JoinInput[] {join.left(), join.right()};
    this.residual = join.residual() == null ? null : context.expressions().compile(join.residual());
    this.pending = new JoinOutput(join, context.batchRows(), context.allocator());
    for (int side = LEFT; side <= RIGHT; side++) {
      Plan.JoinInput input = sides[side];
      kept[side] =
          new KeptRows(
              input.plan().schema(),
              input.keys(),
              input.change(),
              new Expiries(grain(input.retention())),
              context.allocator());
    }
  }

  private static long grain(Plan.Retention retention) {
    return switch (retention) {
      case Plan.Retention.Ttl ttl -> Math.max(1, ttl.millis() / GRAINS);
      case Plan.Retention.Until until -> Math.max(1, Math.abs(until.plusMicros()) / GRAINS);
    };
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      forgetOld();
      meet(input, batch, output);
    }
  }

  // Without a word, as it is when a time to live ends.
  private void forgetOld() {
    for (int side = LEFT; side <= RIGHT; side++) {
      long now = nowMillis();
      while (isTtl(side) && kept[side].anyExpired(now)) {
        for (int row : kept[side].expired(now, context.batchRows())) {
          kept[side].drop(row);
        }
      }
      kept[side].cleanUpIfMostAreGone();
    }
  }

  // Also when no rows come.
  @Override
  public void flush(Output output) {
    forgetOld();
  }

  private boolean isTtl(int side) {
    return sides[side].retention() instanceof Plan.Retention.Ttl;
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.nanoClock().getAsLong());
  }

  private void meet(int side, Batch batch, Output output) {
    int other = 1 - side;
    KeyColumns keys = new KeyColumns(sides[side].keys());
    Selection keyed = keys.rowsWithoutNulls(batch);
    long[] matches = new long[batch.physicalRowCount()];
    int[] newest = kept[other].newest(keys.of(batch), keyed);
    var pairs = new JoinPairs(batch.rowCount());
    for (int i = 0; i < newest.length; i++) {
      for (int row = newest[i]; row >= 0; row = kept[other].before(row)) {
        pairs.add(keyed.row(i), row);
      }
      if (pairs.count() >= PAIRS_MAX) {
        emitPairs(side, batch, pairs, matches, output);
      }
    }
    emitPairs(side, batch, pairs, matches, output);
    emitOwn(side, batch, matches, output);
    keep(side, batch, keyed, matches, output);
  }

  /// Emits pairs and what they mean for kept rows that had no match, or have none any more.
  ///
  /// @param matches counts the pairs of each row of the batch
  private void emitPairs(int side, Batch batch, JoinPairs pairs, long[] matches, Output output) {
    if (pairs.count() == 0) {
      return;
    }
    if (residual != null) {
      keepFulfilled(side, batch, pairs);
    }
    int other = 1 - side;
    boolean otherShows = showsUnmatched(other) || join.match() == Plan.Match.SEMI && other == LEFT;
    Transitions transitions = new Transitions(pairs.count());
    for (int i = 0; i < pairs.count(); i++) {
      matches[pairs.probeRow(i)]++;
      long before = kept[other].matches(pairs.buildRow(i));
      long after = before + (kind(side, batch, pairs.probeRow(i)) == ChangeKind.INSERT ? 1 : -1);
      kept[other].setMatches(pairs.buildRow(i), after);
      transitions.note(pairs.buildRow(i), before);
    }
    if (otherShows) {
      transitions.forEach(kept[other], (row, matched) -> addTransition(other, row, matched, false));
      emitOther(other, output);
    }
    if (join.match() == Plan.Match.PAIRS) {
      for (int i = 0; i < pairs.count(); i++) {
        add(side, pairs.probeRow(i), pairs.buildRow(i), kind(side, batch, pairs.probeRow(i)));
      }
      emit(side, batch.columns(), kept[other].columns(), output);
    }
    if (otherShows) {
      transitions.forEach(kept[other], (row, matched) -> addTransition(other, row, matched, true));
      emitOther(other, output);
    }
    pairs.clear();
  }

  // First what is taken back, at the end what is added.
  private void addTransition(int other, int row, boolean matched, boolean adding) {
    boolean shownWhenMatched = join.match() == Plan.Match.SEMI;
    if ((matched == shownWhenMatched) == adding) {
      add(other, row, -1, adding ? ChangeKind.INSERT : ChangeKind.DELETE);
    }
  }

  private void emitOther(int other, Output output) {
    emit(other, kept[other].columns(), List.of(), output);
  }

  /// Whether rows without a match are emitted at once.
  private boolean showsUnmatched(int side) {
    return isTtl(side) && wantsUnmatched(side);
  }

  private boolean wantsUnmatched(int side) {
    return sides[side].preserved() || join.match() == Plan.Match.ANTI && side == LEFT;
  }

  private ChangeKind kind(int side, Batch batch, int row) {
    int change = sides[side].change();
    boolean retracted =
        change >= 0
            && ChangeKind.retracts(batch.column(change).data().get(ValueLayout.JAVA_BYTE, row));
    return retracted ? ChangeKind.DELETE : ChangeKind.INSERT;
  }

  private void add(int side, int own, int other, ChangeKind kind) {
    pending.add(side == LEFT ? own : other, side == LEFT ? other : own, kind);
  }

  private void emit(int side, List<Column> own, List<Column> other, Output output) {
    pending.emit(side == LEFT ? own : other, side == LEFT ? other : own, output);
  }

  private void keepFulfilled(int side, Batch batch, JoinPairs pairs) {
    List<Column> columns = new ArrayList<>();
    Selection own = pairs.probeRows();
    Selection other = pairs.buildRows();
    List<Column> stored = kept[1 - side].columns();
    gather(side == LEFT ? batch.columns() : stored, side == LEFT ? own : other, columns);
    gather(side == LEFT ? stored : batch.columns(), side == LEFT ? other : own, columns);
    try (Batch candidates = Batch.of(columns, pairs.count())) {
      pairs.keep(residual.filter(candidates, null));
    }
  }

  private void gather(List<Column> columns, Selection rows, List<Column> gathered) {
    columns.forEach(column -> gathered.add(Gather.rows(column, rows, context.allocator())));
  }

  // Rows of the batch that are emitted for themselves, not for each pair.
  private void emitOwn(int side, Batch batch, long[] matches, Output output) {
    boolean semi = join.match() == Plan.Match.SEMI && side == LEFT;
    if (!semi && !wantsUnmatched(side)) {
      return;
    }
    boolean atOnce = semi || showsUnmatched(side);
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.row(i);
      boolean wanted = semi == matches[row] > 0;
      if (wanted && (atOnce || hasNullKey(side, batch, row))) {
        add(side, row, -1, kind(side, batch, row));
      }
    }
    emit(side, batch.columns(), List.of(), output);
  }

  private boolean hasNullKey(int side, Batch batch, int row) {
    return sides[side].keys().stream().anyMatch(key -> batch.column(key).isNull(row));
  }

  // Additions and removals in the order in which they came.
  private void keep(int side, Batch batch, Selection keyed, long[] matches, Output output) {
    int from = 0;
    while (from < keyed.count()) {
      ChangeKind kind = kind(side, batch, keyed.row(from));
      int to = from + 1;
      while (to < keyed.count() && kind(side, batch, keyed.row(to)) == kind) {
        to++;
      }
      Selection run = new Selection(Arrays.copyOfRange(keyed.rows(), from, to), to - from);
      if (kind == ChangeKind.DELETE) {
        kept[side].remove(batch, run);
      } else {
        keepAdded(side, batch, run, matches, output);
      }
      from = to;
    }
  }

  private void keepAdded(int side, Batch batch, Selection added, long[] matches, Output output) {
    long[] expiring = expiring(side, batch, added);
    if (isTtl(side)) {
      kept[side].add(batch, added, matches, expiring);
      return;
    }
    int[] rows = new int[added.count()];
    long[] times = new long[added.count()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = added.row(i);
      if (expiring[i] > watermarkMicros) {
        times[count] = expiring[i];
        rows[count++] = row;
      } else if (wantsUnmatched(side) && matches[row] == 0) {
        // Too late for any match.
        add(side, row, -1, ChangeKind.INSERT);
      }
    }
    emit(side, batch.columns(), List.of(), output);
    kept[side].add(batch, new Selection(rows, count), matches, times);
  }

  private long[] expiring(int side, Batch batch, Selection added) {
    long[] times = new long[added.count()];
    switch (sides[side].retention()) {
      case Plan.Retention.Ttl ttl -> Arrays.fill(times, nowMillis() + ttl.millis());
      case Plan.Retention.Until until -> {
        Column column = batch.column(until.timeColumn());
        MemorySegment data = column.data();
        boolean nulls = column.hasNulls();
        boolean nanos =
            column.field().getType() instanceof ArrowType.Timestamp type
                && type.getUnit() == org.apache.arrow.vector.types.TimeUnit.NANOSECOND;
        for (int i = 0; i < times.length; i++) {
          int row = added.row(i);
          long time = data.getAtIndex(ValueLayout.JAVA_LONG, row);
          // Rounded up, so that no row goes early.
          long micros = nanos ? -Math.floorDiv(-time, 1000L) : time;
          times[i] =
              nulls && column.isNull(row)
                  ? END_OF_INPUT
                  : Math.addExact(micros, until.plusMicros());
        }
      }
    }
    return times;
  }

  @Override
  public boolean watermark(long micros, Output output) {
    watermarkMicros = Math.max(watermarkMicros, micros);
    for (int side = LEFT; side <= RIGHT; side++) {
      if (!isTtl(side) && kept[side].anyExpired(micros)) {
        expire(side, micros, output);
        return false;
      }
    }
    return true;
  }

  private void expire(int side, long micros, Output output) {
    int[] expired = kept[side].expired(micros, context.batchRows());
    Arrays.sort(expired);
    for (int row : expired) {
      if (wantsUnmatched(side) && kept[side].matches(row) == 0) {
        add(side, row, -1, ChangeKind.INSERT);
      }
    }
    emit(side, kept[side].columns(), List.of(), output);
    for (int row : expired) {
      kept[side].drop(row);
    }
  }

  /// State: the columns of both sides, those of the other side null, then the side, how many
  /// matches the row has, and when it expires.
  @Override
  public void snapshot(StateWriter writer) {
    for (int side = LEFT; side <= RIGHT; side++) {
      Selection live = kept[side].liveRows();
      for (int from = 0; from < live.count(); from += context.batchRows()) {
        int to = Math.min(live.count(), from + context.batchRows());
        int[] rows = Arrays.copyOfRange(live.rows(), from, to);
        writer.write(
            JoinState.write(sides, side, kept[side], new Selection(rows, rows.length), context));
      }
    }
  }

  @Override
  public void restore(Batch state) {
    for (int side = LEFT; side <= RIGHT; side++) {
      try (Batch rows = JoinState.rows(sides, side, state)) {
        List<Column> keys = new KeyColumns(sides[side].keys()).of(rows);
        long[] hashes = new long[rows.rowCount()];
        RowHash.hash(keys, rows, hashes);
        Selection owned = context.owned(rows, hashes);
        long[] expiring =
            isTtl(side) ? expiring(side, rows, owned) : JoinState.expiries(state, owned);
        kept[side].add(rows, owned, JoinState.matches(state), expiring);
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
