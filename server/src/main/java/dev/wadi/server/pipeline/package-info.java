/// Runs SQL, and keeps track of what runs.
///
/// {@link dev.wadi.server.pipeline.QueryRunner} is the whole path in one class: plan a script,
/// start it on the engine, hand its rows to a receiver. `./wadi run` needs no more than that. A
/// server adds {@link dev.wadi.server.pipeline.Pipelines}, {@link dev.wadi.server.pipeline.Plugins}
/// and {@link dev.wadi.server.pipeline.ConnectionTables}, which remember in the catalog what users
/// made.
///
/// A pipeline goes on with the versions of plugins that it started with ({@link
/// dev.wadi.server.pipeline.PipelinePlanner}), until somebody changes them: {@link
/// dev.wadi.server.pipeline.Upgrades} replaces its job by one with the new version, which is on
/// trial for a while ({@link dev.wadi.server.pipeline.Trials}).
package dev.wadi.server.pipeline;
