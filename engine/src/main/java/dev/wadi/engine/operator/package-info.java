/// The steps of a dataflow on one subtask: {@link dev.wadi.engine.operator.Operator} is the
/// contract, one operator per file. Operators know neither Jet nor threads: a chain of them is
/// driven by {@link dev.wadi.engine.operator.OperatorChain}, which the Jet processor and the test
/// kit share.
package dev.wadi.engine.operator;
