/// Pipelines whose server is killed over and over, run long by `./wadi bench torture` and short
/// with the tests. {@link dev.wadi.server.torture.TortureScript} makes up a pipeline, {@link
/// dev.wadi.server.torture.TortureRound} kills and compares what is left with an undisturbed run of
/// the same SQL; {@link dev.wadi.server.torture.ClusterRound} does the same to one of several
/// servers. To torture something else, add a query to the script's list: its result may depend on
/// its input only, not on the order in which tasks get on.
package dev.wadi.server.torture;
