/// The bridge to Hazelcast Jet, and the only place that knows it.
///
/// {@link dev.wadi.engine.jet.Engine} starts an embedded member without any network and runs
/// pipelines. A server that works with others has a second one, with a network. {@link
/// dev.wadi.engine.jet.JetDag} turns the stages of a {@link dev.wadi.engine.dataflow.Dataflow} into
/// vertices and edges; a {@link dev.wadi.engine.jet.StageProcessor} drives one {@link
/// dev.wadi.engine.dataflow.StageTask}. All that an execution holds on a member, above all its
/// off-heap memory, is in an {@link dev.wadi.engine.jet.Execution}, which frees what is left when
/// the last of its processors has ended, for whatever reason.
///
/// A pipeline that is to survive the process runs as a job with checkpoints ({@link
/// dev.wadi.engine.jet.DurableRun}). Of Jet's snapshots it uses the barriers and the two phases:
/// when a barrier has come, {@link dev.wadi.engine.jet.TaskCheckpoints} copies what a task has to
/// save; a {@link dev.wadi.engine.jet.CheckpointProcessor} holds the snapshot open until all of it
/// is durable and published ({@link dev.wadi.engine.checkpoint}); then the sinks commit.
///
/// Such a pipeline may be shared by the members of a cluster. {@link
/// dev.wadi.engine.jet.SharedRuns} describes the run on the member that owns it; {@link
/// dev.wadi.engine.jet.RemoteParts} begins the parts of the others. A {@link
/// dev.wadi.engine.jet.Placement} says where subtasks are, a {@link dev.wadi.engine.jet.Dispatch}
/// packs rows into a {@link dev.wadi.engine.jet.Parcel}, and whatever else members have to tell
/// each other is a {@link dev.wadi.engine.jet.Letter}.
package dev.wadi.engine.jet;
