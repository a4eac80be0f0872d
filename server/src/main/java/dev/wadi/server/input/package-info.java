/// How rows that a client uploads get into a query: the `upload` connector, from which a job reads
/// that was started with an upload ({@link dev.wadi.server.input.UploadConnector#attach}), at its
/// own pace.
package dev.wadi.server.input;
