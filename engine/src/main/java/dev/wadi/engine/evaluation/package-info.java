/// How expressions are computed: {@link dev.wadi.engine.evaluation.ExpressionCompiler} turns an
/// {@link dev.wadi.engine.expression.Expression} into a tree of {@link
/// dev.wadi.engine.evaluation.ColumnExpression}s, one per node, each a loop over a batch.
///
/// Results are aligned with the batch: physical row i of the result belongs to physical row i of
/// the batch, and only the selected rows are defined. Nothing is computed (and no error raised) for
/// a row that is not selected.
package dev.wadi.engine.evaluation;
