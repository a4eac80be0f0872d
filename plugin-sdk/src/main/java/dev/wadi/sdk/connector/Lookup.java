package dev.wadi.sdk.connector;

import dev.wadi.sdk.batch.Batch;

/// Finds the rows of keys. Opened by one subtask, called on one thread at a time and shared with
/// nobody; it may block if its {@link LookupTable} says so.
public interface Lookup extends AutoCloseable {
  /// Looks keys up, all of them in as few round trips as the system allows.
  ///
  /// @param keys borrowed; the columns of the primary key in the order in which it names them, of
  ///   the table's types; at least one row, no selection, no nulls, no key twice
  /// @throws dev.wadi.sdk.error.WadiException if the system cannot be asked, or holds something
  ///   that is no row of the table; the run fails then, so whatever is worth another attempt is to
  ///   be attempted again here
  Found find(Batch keys);

  /// Called once, by the thread that looked up; also after an error.
  @Override
  void close();

  /// What was found; at most one row for each key.
  ///
  /// @param rows owned by the caller; without selection
  /// @param keys of which key each of the rows is, ascending
  record Found(Batch rows, int[] keys) {}
}
