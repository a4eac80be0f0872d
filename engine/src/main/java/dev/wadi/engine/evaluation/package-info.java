/// How expressions are computed: {@link dev.wadi.engine.evaluation.ExpressionCompiler} turns an
/// {@link dev.wadi.engine.expression.Expression} into a {@link
/// dev.wadi.engine.evaluation.ColumnExpression}, a tree of nodes, each with one loop over the rows
/// at hand.
///
/// Results are aligned with the batch: physical row i of the result belongs to physical row i of
/// the batch, and only the selected rows are defined. Nothing is computed (and no error raised) for
/// a row that is not selected, nor for the branches of CASE and the operands of AND and OR that a
/// row does not reach.
///
/// Inside of a tree there are neither Arrow vectors nor selections: {@link
/// dev.wadi.engine.evaluation.ColumnReader} packs some thousand selected rows into Java arrays
/// ({@link dev.wadi.engine.evaluation.Values}), nodes compute arrays from arrays, and {@link
/// dev.wadi.engine.evaluation.ColumnWriter} puts the result in its place. So an operation has one
/// dense loop per representation and not one per width, selection and constant: whole numbers,
/// times and short decimals all are longs, a constant is an array that was filled once. Null
/// bitmaps are combined 64 rows at a time, beside the loop. Code that is not ours (functions from
/// plugins, generated Java) gets vectors, through {@link dev.wadi.engine.evaluation.VectorNode}.
///
/// To add an operation: a constant in {@link dev.wadi.engine.expression.Operation}, a case in
/// {@link dev.wadi.engine.evaluation.Kernels}, and a static method with the loop in the family that
/// it belongs to, made a node by {@link dev.wadi.engine.evaluation.Unary} or {@link
/// dev.wadi.engine.evaluation.Binary}; then a property in the family's test, against a model in
/// plain Java.
package dev.wadi.engine.evaluation;
