/// Measures what the engine does in a second: the Nexmark queries that need no state, and a
/// tumbling count, from SQL text to a sink that throws the rows away, in this process.
package dev.wadi.server.bench;
