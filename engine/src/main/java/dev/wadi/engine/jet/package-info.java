/// The bridge to Hazelcast Jet, and the only place that knows it.
///
/// {@link dev.wadi.engine.jet.Engine} starts an embedded member without any network and runs
/// pipelines. {@link dev.wadi.engine.jet.JetDag} turns the stages of a {@link
/// dev.wadi.engine.dataflow.Dataflow} into vertices and edges; a {@link
/// dev.wadi.engine.jet.StageProcessor} drives one {@link dev.wadi.engine.dataflow.StageTask}. All
/// that an execution holds on a member, above all its off-heap memory, is in an {@link
/// dev.wadi.engine.jet.Execution}, which frees what is left when the last of its processors has
/// ended, for whatever reason.
package dev.wadi.engine.jet;
