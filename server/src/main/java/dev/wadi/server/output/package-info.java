/// How a query's rows reach a person: the `preview` connector, to which a bare `SELECT` writes.
///
/// A job that is started with an output ({@link dev.wadi.server.output.PreviewConnector#attach})
/// hands each row as JSON to a {@link dev.wadi.server.output.RowReceiver}: the terminal's, or a
/// {@link dev.wadi.server.output.JobOutput}, which keeps the latest rows and serves any number of
/// readers, each at its own pace, in bounded memory.
package dev.wadi.server.output;
