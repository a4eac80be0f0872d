package dev.wadi.sdk.connector;

import dev.wadi.sdk.batch.Batch;

/// Reads one split, on one thread at a time.
public interface SplitReader extends AutoCloseable {
  /// The next rows, or that there are none now, or that there will never be any.
  ///
  /// @throws dev.wadi.sdk.error.WadiException on unreadable or malformed input, naming the file (or
  ///   the like) and the place in it
  Poll poll();

  /// Where the next poll will continue, for {@link Source.Split#position()}.
  String position();

  /// A checkpoint has been published; a run that begins from it goes on here. For telling the
  /// outside system how far its rows have been processed, which must not fail.
  ///
  /// @param position as {@link #position()} gave it, perhaps some polls ago
  default void published(String position) {}

  @Override
  void close();

  sealed interface Poll {
    /// Rows, owned by the caller; at least one, without selection.
    ///
    /// @param complete whether the watermark may follow these rows. False holds it back until rows
    ///   that are complete: for parts of something whose rows are in no order among themselves
    record Rows(Batch batch, boolean complete) implements Poll {
      public Rows(Batch batch) {
        this(batch, true);
      }
    }

    /// Nothing now; ask again.
    record Nothing() implements Poll {}

    /// The split is exhausted.
    record End() implements Poll {}

    Poll NOTHING = new Nothing();
    Poll END = new End();
  }
}
