/// A source of counters: for trying things out, and for measuring.
///
/// Each subtask counts from 0. {@link dev.wadi.connectors.impulse.ImpulseConnector} checks the
/// options, {@link dev.wadi.connectors.impulse.ImpulseReader} makes the rows.
package dev.wadi.connectors.impulse;
