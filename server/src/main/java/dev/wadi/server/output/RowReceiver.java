package dev.wadi.server.output;

import dev.wadi.sdk.batch.ChangeKind;

/// Takes the rows that a job's bare SELECTs produce. Called from the job's own threads, which may
/// block here to slow the job down; thread-safe.
public interface RowReceiver {
  /// Takes no notice.
  RowReceiver NOBODY =
      new RowReceiver() {
        @Override
        public void row(String table, ChangeKind change, byte[] json) {}

        @Override
        public void flush() {}
      };

  /// @param table the table that was written to: tells the SELECTs of a script apart
  /// @param change what the row does to the query's result; null if rows are only added to it
  /// @param json the row as a JSON object in UTF-8; not to be changed
  void row(String table, ChangeKind change, byte[] json);

  /// The rows so far are a batch: show them.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if nobody can see them any more
  void flush();
}
