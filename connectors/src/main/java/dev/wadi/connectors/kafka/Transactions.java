package dev.wadi.connectors.kafka;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after transactions that others have begun: asks brokers what has become of them, commits
/// them or gives them up. Blocks; one thread at a time.
final class Transactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 20;

  /// Since this level of the feature, each commit makes the producer's epoch greater.
  private static final String FEATURE = "transaction.version";

  private static final int EPOCHS_COUNT = 2;

  private final KafkaCluster cluster;
  private final Admin admin;
  private Boolean epochsCount;

  private Transactions(KafkaCluster cluster) {
    this.cluster = cluster;
    this.admin = cluster.admin();
  }

  static Transactions open(KafkaCluster cluster) {
    return new Transactions(cluster);
  }

  /// A transaction to which everything has been written.
  ///
  /// @throws WadiException if it is not there any more
  PreparedTransaction prepared(String id) {
    TransactionDescription now = describe(id);
    if (now.state() != TransactionState.ONGOING) {
      throw new WadiException(
              ErrorCode.SYSTEM_FAILED,
              "kafka at %s: the brokers have ended transaction '%s' before its checkpoint (%s)"
                  .formatted(cluster.servers(), id, now.state()))
          .withHint(
              "make checkpoints more often, or set client_configs = 'transaction.timeout.ms=...'");
    }
    return new PreparedTransaction(id, now.producerId(), (short) now.producerEpoch());
  }

  /// Makes what a transaction has written visible; does nothing if it is.
  ///
  /// @throws WadiException if brokers have given it up meanwhile, or what has become of it cannot
  ///   be found out
  void commit(PreparedTransaction transaction) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      try {
        if (isCommitted(transaction)) {
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new WadiException(
            ErrorCode.SYSTEM_FAILED,
            "kafka at %s: transaction '%s' cannot be committed; it is open yet"
                .formatted(cluster.servers(), transaction.id()))
        .withHint("the next start of the pipeline commits it, if that is before its time-out");
  }

  // One step on the way: commits it if it is open.
  private boolean isCommitted(PreparedTransaction transaction) {
    TransactionDescription now;
    try {
      now = describe(transaction.id());
    } catch (WadiException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        // Brokers forget an id when it has not been used for days; an open one they give up before.
        LOG.warn(
            "kafka at {} does not remember transaction '{}' any more; it should be committed",
            cluster.servers(),
            transaction.id());
        return true;
      }
      throw e;
    }
    boolean mine =
        now.producerId() == transaction.producerId()
            && now.producerEpoch() == transaction.producerEpoch();
    return switch (now.state()) {
      case COMPLETE_COMMIT -> true;
      case PREPARE_COMMIT -> false;
      case ONGOING -> {
        if (!mine) {
          throw lost(transaction, now);
        }
        CommitRequest.send(cluster, coordinator(now), transaction, epochsCount());
        yield false;
      }
      case EMPTY, PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE, UNKNOWN ->
          throw lost(transaction, now);
    };
  }

  private WadiException lost(PreparedTransaction transaction, TransactionDescription now) {
    return new WadiException(
            ErrorCode.CHECKPOINT_UNUSABLE,
            ("kafka at %s: transaction '%s' of the checkpoint was not committed in time: the"
                    + " brokers have given it up (%s), and its rows are lost")
                .formatted(cluster.servers(), transaction.id(), now.state()))
        .withHint(
            "start the pipeline anew; for the next time, let transactions live longer:"
                + " client_configs = 'transaction.timeout.ms=...'");
  }

  private Node coordinator(TransactionDescription transaction) {
    Collection<Node> nodes = wait("cannot ask the brokers", admin.describeCluster().nodes());
    return nodes.stream()
        .filter(node -> node.id() == transaction.coordinatorId())
        .findFirst()
        .orElseThrow(() ->
            cluster.failed(
                "cannot commit",
                new IllegalStateException(
                    "broker %d is away".formatted(transaction.coordinatorId()))));
  }

  private boolean epochsCount() {
    if (epochsCount == null) {
      var feature =
          wait("cannot ask the brokers", admin.describeFeatures().featureMetadata())
              .finalizedFeatures()
              .get(FEATURE);
      epochsCount = feature != null && feature.maxVersionLevel() >= EPOCHS_COUNT;
    }
    return epochsCount;
  }

  private TransactionDescription describe(String id) {
    return wait(
        "cannot ask for transaction '%s'".formatted(id),
        admin.describeTransactions(Set.of(id)).description(id));
  }

  /// Gives up all open transactions whose ids have a prefix, and locks out who has begun them, also
  /// those to which brokers have not been sent anything.
  void abortAll(String prefix) {
    var open =
        new ListTransactionsOptions()
            .filterStates(Set.of(TransactionState.ONGOING, TransactionState.EMPTY));
    List<String> ids =
        wait("cannot list transactions", admin.listTransactions(open).all()).stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(prefix))
            .toList();
    if (!ids.isEmpty()) {
      wait("cannot give up transactions", admin.fenceProducers(ids).all());
    }
  }

  private <T> T wait(String what, KafkaFuture<T> answer) {
    return KafkaErrors.answer(cluster, what, answer);
  }

  @Override
  public void close() {
    admin.close();
  }
}
