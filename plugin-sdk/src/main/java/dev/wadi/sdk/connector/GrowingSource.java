package dev.wadi.sdk.connector;

import java.util.List;

/// A table that never ends and may get further splits while it is read, such as the partitions of a
/// topic.
public interface GrowingSource extends Source {
  /// The subtask that reads a split. Nobody hands new splits out: each subtask finds those that are
  /// its own.
  ///
  /// @return from 0 to `parallelism - 1`, always the same for the same arguments
  int owner(Split split, int parallelism);

  /// Opens a search for one subtask, on its thread.
  SplitSearch search();

  /// Looks for splits, on one thread at a time.
  interface SplitSearch extends AutoCloseable {
    /// How long to wait before the next look.
    long pauseMillis();

    /// All splits that there are now, where one begins that has not been read yet. May block as the
    /// source may.
    List<Split> find();

    @Override
    void close();
  }
}
