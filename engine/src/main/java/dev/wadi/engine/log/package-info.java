/// What log lines say of the job that they belong to.
///
/// {@link dev.wadi.engine.log.JobLog} labels the lines of a thread. Whoever works for a job on a
/// thread of its own says so, or takes the labels along; whoever logs need not know.
package dev.wadi.engine.log;
