/// Formats that are not built in: what a connector needs to know of one ({@link
/// dev.wadi.sdk.format.FormatSignature}), and how it has bytes made into rows ({@link
/// dev.wadi.sdk.format.Decoder}) and rows into bytes ({@link dev.wadi.sdk.format.Encoder}).
///
/// A format knows nothing of files, nor of where a record ends: that is the connector's business.
/// It keeps nothing from record to record, so reading can go on at any of them. The Wasm host is
/// the one {@link dev.wadi.sdk.format.FormatProvider} that ships.
package dev.wadi.sdk.format;
