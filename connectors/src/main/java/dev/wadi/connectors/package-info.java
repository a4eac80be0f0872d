/// The outside systems that Wadi reads and writes: one package each, listed in {@link
/// dev.wadi.connectors.Connectors}. {@link dev.wadi.connectors.format} is shared by all that deal
/// in bytes, {@link dev.wadi.connectors.column} turns values into Arrow vectors and back.
///
/// To add a connector: a package with a class that implements {@link
/// dev.wadi.sdk.connector.CanRead} or {@link dev.wadi.sdk.connector.CanWrite}, a line in
/// `Connectors`, and a subclass of the contract test.
package dev.wadi.connectors;
