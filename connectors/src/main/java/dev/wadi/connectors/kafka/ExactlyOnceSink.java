package dev.wadi.connectors.kafka;

import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;

/// A topic whose rows can be read when the checkpoint has been published that they belong to, by
/// readers that ask for what is committed. Without checkpoints it is the same as any other: such a
/// run is never begun a second time.
record ExactlyOnceSink(KafkaSink sink) implements TwoPhaseSink {
  @Override
  public int maxParallelism() {
    return sink.maxParallelism();
  }

  @Override
  public boolean blocking() {
    return sink.blocking();
  }

  @Override
  public boolean acceptsChangelog() {
    return sink.acceptsChangelog();
  }

  @Override
  public BatchWriter open(WriteContext context) {
    return sink.open(context);
  }

  @Override
  public void recover(Recovery recovery) {
    try (Transactions transactions = Transactions.open(sink.cluster())) {
      for (String committable : recovery.committables()) {
        transactions.commit(PreparedTransaction.parse(committable));
      }
      transactions.abortAll(prefix(recovery));
    }
  }

  private static String prefix(Recovery recovery) {
    return "wadi-" + recovery.owner() + "-";
  }

  @Override
  public TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery) {
    return new TransactionalWriter(
        sink, "%s%s-%d".formatted(prefix(recovery), context.jobId(), context.subtask()));
  }
}
