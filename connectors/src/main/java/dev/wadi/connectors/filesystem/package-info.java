/// Files on local disks: `filesystem` for directories and patterns of files, `single_file` for one.
///
/// {@link dev.wadi.connectors.filesystem.Location} turns a path, a directory or a glob into files;
/// a {@link dev.wadi.connectors.filesystem.FileSource} makes splits of them, and a {@link
/// dev.wadi.connectors.filesystem.FileLookup} finds rows in them by key. Writing goes to an {@link
/// dev.wadi.connectors.filesystem.InProgressFile}, which nobody takes for a finished one and which
/// gets its name only when it is complete; in a pipeline with checkpoints, when it has been
/// committed ({@link dev.wadi.connectors.filesystem.TwoPhasePartFiles}, {@link
/// dev.wadi.connectors.filesystem.TwoPhaseSingleFile}). Part files may be in folders, by a {@link
/// dev.wadi.connectors.filesystem.Partitioning}. What is in the files is the business of {@link
/// dev.wadi.connectors.format}.
package dev.wadi.connectors.filesystem;
