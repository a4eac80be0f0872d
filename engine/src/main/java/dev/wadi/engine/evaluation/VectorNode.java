package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// A computation from Arrow vectors to an Arrow vector: for code that is not ours. Its operands are
/// dense; where everything is asked for anyway, columns of the batch are passed as they are.
final class VectorNode<V extends Values> implements Node<V> {
  /// The computation.
  interface Body {
    /// @param arguments borrowed, with as many rows each as are asked for
    /// @param rows of the batch that is computed, at least one
    /// @return a column of as many rows, owned by the caller
    Column compute(List<Column> arguments, Rows rows);
  }

  private final List<Field> fields;
  private final List<Node<Values>> operands;
  private final SqlType type;
  private final V values;
  private final Body body;
  private final Compilation compilation;
  private Column current;

  private VectorNode(
      List<Expression> arguments, SqlType type, V values, Body body, Compilation compilation) {
    this.fields = arguments.stream().map(Expression::type).toList();
    this.operands = compilation.nodes(arguments).stream().map(Compilation::<Values>as).toList();
    this.type = type;
    this.values = values;
    this.body = body;
    this.compilation = compilation;
  }

  static Node<?> of(List<Expression> arguments, Field result, Body body, Compilation compilation) {
    SqlType type = SqlType.of(result);
    VectorNode<?> node =
        new VectorNode<>(arguments, type, compilation.values(type), body, compilation);
    compilation.onClose(node::releaseCurrent);
    return node;
  }

  @Override
  public V evaluate(Rows rows) {
    releaseCurrent();
    if (rows.count() == 0) {
      values.start(0);
      return values;
    }
    current = compute(rows);
    Rows all = new Rows(null, null, 0, rows.count());
    ColumnReader.read(current.vector(), current.hasNulls(), type, all, values);
    return values;
  }

  @Override
  public Optional<Column> existingColumn(Batch batch, Selection selection) {
    int rowCount = batch.physicalRowCount();
    boolean small = rowCount > 0 && rowCount <= CompiledExpression.LARGE_BATCH;
    return selection == null && small
        ? Optional.of(compute(new Rows(batch, null, 0, rowCount)))
        : Optional.empty();
  }

  private void releaseCurrent() {
    if (current != null) {
      current.release();
      current = null;
    }
  }

  private Column compute(Rows rows) {
    List<Column> arguments = new ArrayList<>();
    try {
      for (int i = 0; i < operands.size(); i++) {
        arguments.add(argument(i, rows));
      }
      return body.compute(arguments, rows);
    } finally {
      arguments.forEach(Column::release);
    }
  }

  private Column argument(int i, Rows rows) {
    boolean wholeBatch = rows.isDense() && rows.count() == rows.batch().physicalRowCount();
    Optional<Column> existing =
        wholeBatch ? operands.get(i).existingColumn(rows.batch(), null) : Optional.empty();
    return existing.orElseGet(() -> copy(operands.get(i).evaluate(rows), i, rows.count()));
  }

  private Column copy(Values argument, int i, int rowCount) {
    ColumnWriter writer = new ColumnWriter(fields.get(i), compilation.allocator(), rowCount);
    try {
      writer.write(argument, new Rows(null, null, 0, rowCount));
      return writer.finish();
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }
}
