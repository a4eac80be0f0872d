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
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Joins a stream (input 0) with a bounded table (input 1) that was read to its end before. The
/// table's rows stay as they came, in columns; rows with the same key are chained.
public final class BroadcastJoinOperator implements Operator {
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
    Pairs pairs = match(batch);
    Batch joined = joined(batch, pairs);
    if (residual != null) {
      joined = filter(joined, pairs);
    }
    if (join.kind() == Plan.JoinKind.LEFT) {
      emitUnmatched(batch, pairs, output);
    }
    if (joined.rowCount() > 0) {
      output.emit(joined);
    } else {
      joined.release();
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

  private Pairs match(Batch batch) {
    Selection rows = withoutNulls(batch, join.probeKeys());
    int[] keyOfRow = new int[rows.count()];
    keys.find(columns(batch, join.probeKeys()), rows, keyOfRow);
    var pairs = new Pairs(rows.count());
    for (int i = 0; i < rows.count(); i++) {
      int buildRow = keyOfRow[i] < 0 ? -1 : lastRowOfKey[keyOfRow[i]];
      for (; buildRow >= 0; buildRow = previousRow[buildRow]) {
        pairs.add(rows.row(i), buildRow);
      }
    }
    return pairs;
  }

  private Batch joined(Batch batch, Pairs pairs) {
    BufferAllocator allocator = context.allocator();
    List<Column> columns = new ArrayList<>();
    for (Column column : batch.columns()) {
      columns.add(Gather.rows(column, pairs.probeRows(), allocator));
    }
    for (Column column : build.columns()) {
      columns.add(Gather.rows(column, pairs.buildRows(), allocator));
    }
    return Batch.of(columns, pairs.count);
  }

  private Batch filter(Batch joined, Pairs pairs) {
    try (joined) {
      Selection kept = residual.filter(joined, null);
      pairs.keep(kept);
      return joined.select(kept);
    }
  }

  private void emitUnmatched(Batch batch, Pairs pairs, Output output) {
    BitSet matched = new BitSet(batch.physicalRowCount());
    for (int i = 0; i < pairs.count; i++) {
      matched.set(pairs.probe[i]);
    }
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      if (!matched.get(batch.row(i))) {
        rows[count++] = batch.row(i);
      }
    }
    if (count > 0) {
      output.emit(withNulls(batch, new Selection(rows, count)));
    }
  }

  private Batch withNulls(Batch batch, Selection unmatched) {
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    for (Field field : join.build().schema().getFields()) {
      FieldVector vector = field.createVector(context.allocator());
      vector.setInitialCapacity(batch.physicalRowCount());
      vector.allocateNew();
      vector.setValueCount(batch.physicalRowCount());
      columns.add(Column.of(vector));
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

  /// Rows that match, by number.
  private static final class Pairs {
    private int[] probe;
    private int[] build;
    private int count;

    private Pairs(int expected) {
      probe = new int[Math.max(8, expected)];
      build = new int[probe.length];
    }

    private void add(int probeRow, int buildRow) {
      if (count == probe.length) {
        probe = Arrays.copyOf(probe, 2 * count);
        build = Arrays.copyOf(build, 2 * count);
      }
      probe[count] = probeRow;
      build[count++] = buildRow;
    }

    private void keep(Selection kept) {
      for (int i = 0; i < kept.count(); i++) {
        probe[i] = probe[kept.row(i)];
        build[i] = build[kept.row(i)];
      }
      count = kept.count();
    }

    private Selection probeRows() {
      return new Selection(probe, count);
    }

    private Selection buildRows() {
      return new Selection(build, count);
    }
  }
}
