package dev.wadi.sdk.connector;

import java.util.List;

/// A sink whose rows become visible together with the checkpoint that they belong to, so that each
/// of them is there exactly once, whatever dies in between. What a writer has prepared for a
/// checkpoint is described by texts, the committables, which stand in the checkpoint; after it has
/// been published they are committed. A run that starts from a checkpoint commits what stands in it
/// once more, and discards all other output that earlier runs have not committed.
///
/// Pipelines without checkpoints, such as previews, use the sink like any other. A sink that is not
/// one of these gets, after a restart, the rows since the last checkpoint a second time: at least
/// once.
public interface TwoPhaseSink extends Sink {
  /// Commits what stands in the checkpoint that a run starts from, in order, and discards whatever
  /// else earlier runs of the same owner have left unfinished. Called once for each start, before
  /// any writer is opened, on one thread; it may block.
  void recover(Recovery recovery);

  /// Opens the sink for one subtask of a pipeline with checkpoints.
  TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery);

  /// What a run starts from.
  ///
  /// @param owner whose output it is: the same for all runs of a sink of a pipeline, different from
  ///   any other; letters, digits, `_` and `-`
  /// @param committables of all writers, as they stood in the checkpoint; empty at the very start
  record Recovery(String owner, List<String> committables) {
    public Recovery {
      committables = List.copyOf(committables);
    }
  }
}
