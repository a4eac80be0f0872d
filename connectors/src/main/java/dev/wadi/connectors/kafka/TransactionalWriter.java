package dev.wadi.connectors.kafka;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/// Writes the rows between two checkpoints in a transaction of their own. When it is prepared its
/// producer is closed, and the transaction stays: from then on it does not matter which process
/// commits it, and there is only one way to do that.
///
/// Each transaction has another transactional id, so that one that stands in a checkpoint cannot be
/// mistaken for a later one. Brokers remember an id for days; after some checkpoints they come
/// around again, when no checkpoint can name the older one any more.
final class TransactionalWriter implements TwoPhaseWriter {
  /// A day of checkpoints: more than are kept, and so many that savepoints have theirs to
  /// themselves for long.
  private static final int IDS = 10_000;

  // What was prepared stays; what was not is given up, as long as brokers answer.
  private static final Duration LEAVE_AS_IT_IS = Duration.ZERO;
  private static final Duration GIVE_UP = Duration.ofSeconds(2);

  private final KafkaSink sink;
  private final String idPrefix;
  private int begun;
  private String id;
  private RecordOutput output;
  private Transactions transactions;

  /// @param idPrefix of the transactional ids; nobody else's
  TransactionalWriter(KafkaSink sink, String idPrefix) {
    this.sink = sink;
    this.idPrefix = idPrefix;
  }

  @Override
  public void write(Batch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    if (output == null) {
      id = "%s-%d".formatted(idPrefix, begun++ % IDS);
      output = new RecordOutput(sink, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
      output.begin();
    }
    output.write(batch);
  }

  @Override
  public List<String> prepare(long epoch) {
    if (output == null) {
      return List.of();
    }
    output.flush();
    PreparedTransaction prepared = transactions().prepared(id);
    output.close(LEAVE_AS_IT_IS);
    output = null;
    return List.of(prepared.committable());
  }

  @Override
  public void commit(List<String> committables) {
    committables.stream().map(PreparedTransaction::parse).forEach(transactions()::commit);
  }

  private Transactions transactions() {
    if (transactions == null) {
      transactions = Transactions.open(sink.cluster());
    }
    return transactions;
  }

  @Override
  public void close() {
    if (output != null) {
      output.close(GIVE_UP);
      output = null;
    }
    if (transactions != null) {
      transactions.close();
    }
  }
}
