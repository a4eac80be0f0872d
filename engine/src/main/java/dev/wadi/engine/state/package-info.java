/// Off-heap state of keyed operators.
///
/// A {@link dev.wadi.engine.state.GroupTable} gives each distinct key a dense number, keeping the
/// keys as columns; everything else that an operator knows of a key lies in {@link
/// dev.wadi.engine.state.StateArray}s at that number. So state is columns, and a snapshot of it is
/// a batch.
package dev.wadi.engine.state;
