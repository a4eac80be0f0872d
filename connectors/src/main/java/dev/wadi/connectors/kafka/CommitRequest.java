package dev.wadi.connectors.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the coordinator of a transaction to commit it. A producer can do that only with a
/// transaction that it has begun itself, which is why this speaks Kafka's protocol.
final class CommitRequest {
  private static final Logger LOG = LoggerFactory.getLogger(CommitRequest.class);

  /// Brokers that answer so have another look at the same transaction later.
  private static final Set<Errors> LATER =
      Set.of(
          Errors.CONCURRENT_TRANSACTIONS,
          Errors.NOT_COORDINATOR,
          Errors.COORDINATOR_NOT_AVAILABLE,
          Errors.COORDINATOR_LOAD_IN_PROGRESS,
          // What has become of the transaction is asked next, and known better there.
          Errors.INVALID_TXN_STATE,
          Errors.INVALID_PRODUCER_EPOCH,
          Errors.PRODUCER_FENCED);

  private CommitRequest() {}

  /// Sends the request. It is not known afterwards whether the transaction has been committed: a
  /// connection may break, or the coordinator be another one by now.
  ///
  /// @param epochsCount whether a commit makes the producer's epoch greater
  /// @throws dev.wadi.sdk.error.WadiException if asking again is of no use
  static void send(
      KafkaCluster cluster,
      Node coordinator,
      PreparedTransaction transaction,
      boolean epochsCount) {
    AdminClientConfig config = cluster.adminConfig();
    try (var metrics = new Metrics();
        NetworkClient client = client(config, metrics, coordinator)) {
      int patience = config.getInt(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
      if (!NetworkClientUtils.awaitReady(client, coordinator, Time.SYSTEM, patience)) {
        throw new IOException("no connection to " + coordinator);
      }
      var request = new EndTxnRequest.Builder(data(transaction), epochsCount);
      var response =
          (EndTxnResponse)
              NetworkClientUtils.sendAndReceive(
                      client,
                      client.newClientRequest(
                          coordinator.idString(), request, Time.SYSTEM.milliseconds(), true),
                      Time.SYSTEM)
                  .responseBody();
      check(response.error());
    } catch (IOException | RetriableException e) {
      LOG.debug("transaction {} is asked for again", transaction, e);
    } catch (KafkaException e) {
      throw cluster.failed("cannot commit transaction '%s'".formatted(transaction.id()), e);
    }
  }

  private static void check(Errors error) {
    if (error != Errors.NONE && !LATER.contains(error)) {
      throw error.exception();
    }
  }

  private static EndTxnRequestData data(PreparedTransaction transaction) {
    return new EndTxnRequestData()
        .setTransactionalId(transaction.id())
        .setProducerId(transaction.producerId())
        .setProducerEpoch(transaction.producerEpoch())
        .setCommitted(true);
  }

  private static NetworkClient client(AdminClientConfig config, Metrics metrics, Node coordinator) {
    return ClientUtils.createNetworkClient(
        config,
        "wadi-commit",
        metrics,
        "wadi-commit",
        new LogContext("[wadi commit] "),
        new ApiVersions(),
        Time.SYSTEM,
        1,
        config.getInt(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG),
        null,
        new ManualMetadataUpdater(List.of(coordinator)),
        java.net.InetAddress::getAllByName,
        null,
        null);
  }
}
