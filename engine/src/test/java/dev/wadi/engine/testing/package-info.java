/// The test kit: what tests of the engine, of SQL and of plugins run pipelines with, without
/// sleeping and without mocks.
///
/// A {@link dev.wadi.engine.testing.Script} holds feeds, which are rows written as text ({@link
/// dev.wadi.engine.testing.BatchText} and {@link dev.wadi.engine.testing.BatchParser}). A {@link
/// dev.wadi.engine.testing.ScriptedConnector} serves them as tables, and a {@link
/// dev.wadi.engine.testing.CollectingConnector} keeps what a pipeline writes. The {@link
/// dev.wadi.engine.testing.SteppingRunner} runs a pipeline on one thread, message by message, with
/// a clock of its own; it can stop after each feed, take a snapshot, and go on from it with another
/// parallelism. The same pipelines run on {@link dev.wadi.engine.jet.Engine}.
package dev.wadi.engine.testing;
