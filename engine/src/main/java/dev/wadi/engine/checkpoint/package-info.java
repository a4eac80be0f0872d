/// Durable checkpoints: what a pipeline needs to go on after its process has died.
///
/// A {@link dev.wadi.engine.checkpoint.CheckpointStore} is a folder of files. The state of each
/// operator of each task is a file of Arrow streams ({@link
/// dev.wadi.engine.checkpoint.StateStream}), and files that tell what has changed since ({@link
/// dev.wadi.engine.checkpoint.DeltaFile}); a {@link dev.wadi.engine.checkpoint.Manifest} names the
/// files of one checkpoint, how far the sources have read, and what the sinks are to commit. The
/// manifest is the only truth: it is created in one step, and only when everything that it names is
/// durable; files that stand in none are garbage. Manifests are numbered, and of two runs that take
/// themselves for the only one, the later has the numbers ({@link
/// dev.wadi.engine.checkpoint.ManifestLog}).
///
/// A {@link dev.wadi.engine.checkpoint.CheckpointRun} takes what the tasks of a running job save,
/// has it written in the background and publishes the manifest. {@link
/// dev.wadi.engine.checkpoint.TaskFiles} writes: it compares each state with that of the last
/// checkpoint, by hashes of rows, and {@link dev.wadi.engine.checkpoint.StateChain} puts the rows
/// together again. {@link dev.wadi.engine.checkpoint.Checkpoints} finds the newest manifest that is
/// whole, as the {@link dev.wadi.engine.checkpoint.RestorePoint} of the next run, and removes old
/// ones, but for those with names ({@link dev.wadi.engine.checkpoint.Savepoints}). A {@link
/// dev.wadi.engine.checkpoint.StateTransfer} makes of a checkpoint of one plan one of another.
/// Adding a store is one class, and a subclass of `CheckpointStoreContract` in the tests. Who
/// drives tasks and barriers is not known here: see `dev.wadi.engine.jet`.
package dev.wadi.engine.checkpoint;
