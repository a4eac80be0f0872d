package dev.wadi.engine.operator;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Joins a stream (input 0) with a bounded table (input 1) that was read to its end before. The
/// table's rows stay as they came, in columns; rows with the same key are chained.
public final class BroadcastJoinOperator implements Operator {
  private static final int PAIRS_MAX = 64 * 1024;

  private final Plan.BroadcastJoin join;
  private final OperatorContext context;
  private final KeyColumns probeKeys;
  private final KeyColumns buildKeys;
  private final PairedRows paired;
  private final BatchBuilder buildRows;
  private final GroupTable keys;
  private Batch build;
  private int[] lastRowOfKey;
  private int[] previousRow;

  public BroadcastJoinOperator(Plan.BroadcastJoin join, OperatorContext context) {
    this.join = join;
    this.context = context;
    this.probeKeys = new KeyColumns(join.probeKeys());
    this.buildKeys = new KeyColumns(join.buildKeys());
    this.paired = new PairedRows(join.kind(), join.residual(), join.build().schema(), context);
    List<Field> buildFields = join.build().schema().getFields();
    this.buildRows = new BatchBuilder(join.build().schema(), context.allocator());
    this.keys =
        new GroupTable(
            join.buildKeys().stream().map(buildFields::get).toList(), context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      if (input == 1) {
        requireUnread();
        buildRows.append(batch, batch.selection());
      } else {
        probe(batch, output);
      }
    }
  }

  private void requireUnread() {
    if (build != null) {
      throw new IllegalStateException("a table has got rows after it had been read");
    }
  }

  private void probe(Batch batch, Output output) {
    if (build == null) {
      finishBuild();
    }
    if (!join.probeKeys().isEmpty()) {
      probeSlice(batch, output);
      return;
    }
    // Every row meets every row of the table: a few rows at a time.
    int step = Math.max(1, PAIRS_MAX / Math.max(1, build.rowCount()));
    for (int from = 0; from < batch.rowCount(); from += step) {
      try (Batch slice = batch.select(slice(batch, from, step))) {
        probeSlice(slice, output);
      }
    }
  }

  private static Selection slice(Batch batch, int from, int step) {
    int count = Math.min(step, batch.rowCount() - from);
    return new Selection(IntStream.range(from, from + count).map(batch::row).toArray(), count);
  }

  private void probeSlice(Batch batch, Output output) {
    paired.emit(batch, match(batch), build.columns(), output);
  }

  private void finishBuild() {
    build = buildRows.build();
    Selection rows = buildKeys.rowsWithoutNulls(build);
    int[] keyOfRow = new int[rows.count()];
    keys.findOrAdd(buildKeys.of(build), rows, keyOfRow);
    lastRowOfKey = new int[keys.groupCount()];
    previousRow = new int[build.physicalRowCount()];
    Arrays.fill(lastRowOfKey, -1);
    for (int i = 0; i < rows.count(); i++) {
      previousRow[rows.row(i)] = lastRowOfKey[keyOfRow[i]];
      lastRowOfKey[keyOfRow[i]] = rows.row(i);
    }
  }

  private JoinPairs match(Batch batch) {
    Selection rows = probeKeys.rowsWithoutNulls(batch);
    int[] keyOfRow = new int[rows.count()];
    keys.find(probeKeys.of(batch), rows, keyOfRow);
    var pairs = new JoinPairs(rows.count());
    // Whoever asks only whether there is a match is content with the first.
    boolean oneIsEnough = paired.oneIsEnough();
    for (int i = 0; i < rows.count(); i++) {
      int buildRow = keyOfRow[i] < 0 ? -1 : lastRowOfKey[keyOfRow[i]];
      for (; buildRow >= 0; buildRow = oneIsEnough ? -1 : previousRow[buildRow]) {
        pairs.add(rows.row(i), buildRow);
      }
    }
    return pairs;
  }

  /// On other members, the table may not be read to its end.
  @Override
  public void snapshot(StateWriter writer) {
    if (context.subtask() == 0) {
      writer.write(build == null ? rowsSoFar() : build.retain());
    }
  }

  private Batch rowsSoFar() {
    Batch rows = buildRows.build();
    buildRows.append(rows, null);
    return rows;
  }

  /// Every subtask takes the whole table.
  @Override
  public void restore(Batch state) {
    buildRows.append(state, state.selection());
  }

  @Override
  public void close() {
    if (build != null) {
      build.release();
    }
    buildRows.close();
    keys.close();
    paired.close();
  }
}
