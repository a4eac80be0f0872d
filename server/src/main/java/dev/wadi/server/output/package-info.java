/// How a query's rows reach a person: the `preview` connector, to which a bare `SELECT` writes.
///
/// A job that is started with an output ({@link dev.wadi.server.output.PreviewConnector#attach})
/// hands its batches to a {@link dev.wadi.server.output.BatchReceiver}. {@link
/// dev.wadi.server.output.JsonBatches} makes JSON of each row for a {@link
/// dev.wadi.server.output.RowReceiver}: the terminal's, or a {@link
/// dev.wadi.server.output.JobOutput}, which keeps the latest rows and serves any number of readers,
/// each at its own pace, in bounded memory. {@link dev.wadi.server.output.ResultFormat} is how a
/// whole result is written.
package dev.wadi.server.output;
