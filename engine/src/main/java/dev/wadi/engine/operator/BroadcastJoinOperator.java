package dev.wadi.engine.operator;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Joins a stream (input 0) with a bounded table (input 1) that was read to its end before. The
/// table's rows stay as they came, in columns; rows with the same key are chained.
public final class BroadcastJoinOperator implements Operator {
  private static final int PAIRS_MAX = 64 * 1024;

  private final Plan.BroadcastJoin join;
  private final OperatorContext context;
  private final ColumnExpression residual;
  private final BatchBuilder buildRows;
  private final GroupTable keys;
  private Batch build;
  private int[] lastRowOfKey;
  private int[] previousRow;

  public BroadcastJoinOperator(Plan.BroadcastJoin join, OperatorContext context) {
    this.join = join;
    this.context = context;
    this.residual = join.residual() == null ? null : context.expressions().compile(join.residual());
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
        buildRows.append(batch, batch.selection());
      } else {
        probe(batch, output);
      }
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
    JoinPairs pairs = match(batch);
    switch (join.kind()) {
      case INNER -> emit(joined(batch, pairs), output);
      case LEFT -> {
        Batch joined = joined(batch, pairs);
        emitUnmatched(batch, pairs, output);
        emit(joined, output);
      }
      case SEMI -> emit(batch.select(pairs(batch, pairs).matched(batch, true)), output);
      case ANTI -> emit(batch.select(pairs(batch, pairs).matched(batch, false)), output);
    }
  }

  private static void emit(Batch batch, Output output) {
    if (batch.rowCount() > 0) {
      output.emit(batch);
    } else {
      batch.release();
    }
  }

  private void finishBuild() {
    build = buildRows.build();
    Selection rows = withoutNulls(build, join.buildKeys());
    int[] keyOfRow = new int[rows.count()];
    keys.findOrAdd(columns(build, join.buildKeys()), rows, keyOfRow);
    lastRowOfKey = new int[keys.groupCount()];
    previousRow = new int[build.physicalRowCount()];
    Arrays.fill(lastRowOfKey, -1);
    for (int i = 0; i < rows.count(); i++) {
      previousRow[rows.row(i)] = lastRowOfKey[keyOfRow[i]];
      lastRowOfKey[keyOfRow[i]] = rows.row(i);
    }
  }

  private static List<Column> columns(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch::column).toList();
  }

  private static Selection withoutNulls(Batch batch, List<Integer> keyIndexes) {
    List<Column> nullable = columns(batch, keyIndexes).stream().filter(Column::hasNulls).toList();
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = batch.row(i);
      if (nullable.stream().noneMatch(column -> column.isNull(row))) {
        rows[count++] = row;
      }
    }
    return new Selection(rows, count);
  }

  private JoinPairs match(Batch batch) {
    Selection rows = withoutNulls(batch, join.probeKeys());
    int[] keyOfRow = new int[rows.count()];
    keys.find(columns(batch, join.probeKeys()), rows, keyOfRow);
    var pairs = new JoinPairs(rows.count());
    // Whoever asks only whether there is a match is content with the first.
    boolean oneIsEnough = !join.kind().pairs() && residual == null;
    for (int i = 0; i < rows.count(); i++) {
      int buildRow = keyOfRow[i] < 0 ? -1 : lastRowOfKey[keyOfRow[i]];
      for (; buildRow >= 0; buildRow = oneIsEnough ? -1 : previousRow[buildRow]) {
        pairs.add(rows.row(i), buildRow);
      }
    }
    return pairs;
  }

  /// The pairs that fulfil the residual condition, too.
  private JoinPairs pairs(Batch batch, JoinPairs pairs) {
    if (residual != null) {
      joined(batch, pairs).release();
    }
    return pairs;
  }

  private Batch joined(Batch batch, JoinPairs pairs) {
    BufferAllocator allocator = context.allocator();
    List<Column> columns = new ArrayList<>();
    for (Column column : batch.columns()) {
      columns.add(Gather.rows(column, pairs.probeRows(), allocator));
    }
    for (Column column : build.columns()) {
      columns.add(Gather.rows(column, pairs.buildRows(), allocator));
    }
    Batch joined = Batch.of(columns, pairs.count());
    return residual == null ? joined : filter(joined, pairs);
  }

  private Batch filter(Batch joined, JoinPairs pairs) {
    try (joined) {
      Selection kept = residual.filter(joined, null);
      pairs.keep(kept);
      return joined.select(kept);
    }
  }

  private void emitUnmatched(Batch batch, JoinPairs pairs, Output output) {
    Selection unmatched = pairs.matched(batch, false);
    if (unmatched.count() > 0) {
      output.emit(withNulls(batch, unmatched));
    }
  }

  private Batch withNulls(Batch batch, Selection unmatched) {
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    for (Field field : join.build().schema().getFields()) {
      columns.add(Gather.nulls(field, batch.physicalRowCount(), context.allocator()));
    }
    return Batch.of(columns, batch.physicalRowCount(), unmatched);
  }

  @Override
  public void snapshot(StateWriter writer) {
    if (build == null) {
      finishBuild();
    }
    if (context.subtask() == 0) {
      writer.write(build.retain());
    }
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
    if (residual != null) {
      residual.close();
    }
  }
}
