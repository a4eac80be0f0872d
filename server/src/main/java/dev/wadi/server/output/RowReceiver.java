package dev.wadi.server.output;

/// Takes the rows that a job's bare SELECTs produce. Called from the job's own threads, which may
/// block here to slow the job down; thread-safe.
public interface RowReceiver {
  /// Takes no notice.
  RowReceiver NOBODY =
      new RowReceiver() {
        @Override
        public void row(String table, byte[] json) {}

        @Override
        public void flush() {}
      };

  /// @param table the table that was written to: tells the SELECTs of a script apart
  /// @param json the row as a JSON object in UTF-8; not to be changed
  void row(String table, byte[] json);

  /// The rows so far are a batch: show them.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if nobody can see them any more
  void flush();
}
