/// Where a server keeps the checkpoints of its pipelines: in a directory, or in a bucket of an
/// object store that speaks S3.
///
/// A {@link dev.wadi.server.checkpoint.CheckpointLocation} is what the user has said; opened, it
/// becomes {@link dev.wadi.server.checkpoint.CheckpointStores}, which have a store for each
/// pipeline. The engine knows only the store ({@link dev.wadi.engine.checkpoint.CheckpointStore});
/// what a store has to do says its contract test, which runs over all of them.
package dev.wadi.server.checkpoint;
