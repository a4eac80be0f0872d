package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a join makes of a batch and the rows that it matches, by the kind of join.
public final class PairedRows implements AutoCloseable {
  private final Plan.JoinKind kind;
  private final ColumnExpression residual;
  private final Schema other;
  private final BufferAllocator allocator;

  /// @param residual a further condition over the columns of both sides, or null
  /// @param other the columns of the other side
  public PairedRows(
      Plan.JoinKind kind, Expression residual, Schema other, OperatorContext context) {
    this.kind = kind;
    this.residual = residual == null ? null : context.expressions().compile(residual);
    this.other = other;
    this.allocator = context.allocator();
  }

  /// Whether it is enough to know one match of a row.
  public boolean oneIsEnough() {
    return !kind.pairs() && residual == null;
  }

  /// Emits a batch's part of the result.
  ///
  /// @param batch borrowed
  /// @param pairs rows of the batch with rows of the other side; changed
  /// @param others columns of the other side, borrowed
  public void emit(Batch batch, JoinPairs pairs, List<Column> others, Operator.Output output) {
    switch (kind) {
      case INNER -> emit(joined(batch, pairs, others), output);
      case LEFT -> {
        Batch joined = joined(batch, pairs, others);
        emitUnmatched(batch, pairs, output);
        emit(joined, output);
      }
      case SEMI -> emit(batch.select(matched(batch, pairs, others, true)), output);
      case ANTI -> emit(batch.select(matched(batch, pairs, others, false)), output);
    }
  }

  private static void emit(Batch batch, Operator.Output output) {
    if (batch.rowCount() > 0) {
      output.emit(batch);
    } else {
      batch.release();
    }
  }

  private Selection matched(Batch batch, JoinPairs pairs, List<Column> others, boolean wanted) {
    if (residual != null) {
      joined(batch, pairs, others).release();
    }
    return pairs.matched(batch, wanted);
  }

  private Batch joined(Batch batch, JoinPairs pairs, List<Column> others) {
    List<Column> columns = new ArrayList<>();
    for (Column column : batch.columns()) {
      columns.add(Gather.rows(column, pairs.probeRows(), allocator));
    }
    for (Column column : others) {
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

  private void emitUnmatched(Batch batch, JoinPairs pairs, Operator.Output output) {
    Selection unmatched = pairs.matched(batch, false);
    if (unmatched.count() > 0) {
      output.emit(withNulls(batch, unmatched));
    }
  }

  private Batch withNulls(Batch batch, Selection unmatched) {
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    for (Field field : other.getFields()) {
      columns.add(Gather.nulls(field, batch.physicalRowCount(), allocator));
    }
    return Batch.of(columns, batch.physicalRowCount(), unmatched);
  }

  @Override
  public void close() {
    if (residual != null) {
      residual.close();
    }
  }
}
