/// A plan cut into stages, and what one subtask of a stage does; no Jet in here.
///
/// {@link dev.wadi.engine.dataflow.Dataflow} holds the one exhaustive switch over the plan:
/// operators that can follow each other without moving rows share a {@link
/// dev.wadi.engine.dataflow.Stage}; where rows change owner there is an {@link
/// dev.wadi.engine.dataflow.Edge}. A {@link dev.wadi.engine.dataflow.StageTask} runs one subtask: a
/// source if the stage has one, the chain of operators, and the {@link
/// dev.wadi.engine.dataflow.Tail} that routes results to edges. The Jet processor drives a task
/// with threads and queues; the test kit drives it step by step.
package dev.wadi.engine.dataflow;
