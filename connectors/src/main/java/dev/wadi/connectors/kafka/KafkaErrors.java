package dev.wadi.connectors.kafka;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// What can go wrong between us and brokers, in words.
final class KafkaErrors {
  private static final String TIMEOUT_MAX = "transaction.max.timeout.ms";

  private KafkaErrors() {}

  /// @param servers where the brokers are
  /// @param what has failed
  static WadiException of(String servers, String what, Exception thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof WadiException known) {
      return known;
    }
    ErrorCode code =
        cause instanceof RecordTooLargeException ? ErrorCode.BAD_DATA : ErrorCode.SYSTEM_FAILED;
    return new WadiException(
            code, "kafka at %s: %s: %s".formatted(servers, what, reason(cause)), cause)
        .withHint(hint(cause));
  }

  /// Waits for a broker's answer.
  static <T> T answer(KafkaCluster cluster, String what, KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw cluster.failed(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cluster.failed(what, e);
    }
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause.getClass() == KafkaException.class)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case UnknownTopicOrPartitionException _ -> "there is no such topic";
      case TimeoutException _ -> "no answer in time (" + message(cause) + ")";
      case SslAuthenticationException _ ->
          "TLS does not come about (%s)".formatted(message(innermost(cause)));
      case AuthenticationException _ -> "the brokers do not let us in (" + message(cause) + ")";
      default -> message(cause);
    };
  }

  // The client says only that the handshake failed; why is known further in.
  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String hint(Throwable cause) {
    return switch (cause) {
      case UnknownTopicOrPartitionException _ ->
          "create it, or check its name and what the user may see";
      case InvalidTopicException _ -> "check the topic's name";
      case TimeoutException _ ->
          "do the brokers run, and can they be reached under the names that they advertise?";
      case SslAuthenticationException _ ->
          "is the brokers' certificate for the name that is asked for, and signed by who is"
              + " trusted? A CA of one's own is client_configs = 'ssl.ca.location=/path/to/ca.pem'";
      case AuthenticationException _ ->
          "check auth.type, name and password, and the protocol that the brokers speak";
      case AuthorizationException _ ->
          "grant it: DESCRIBE and READ on what is read, WRITE on what is written, and WRITE on the"
              + " transactional ids that begin with 'wadi-' for exactly_once";
      case OffsetOutOfRangeException _ ->
          "the topic keeps its rows for less time than the pipeline was away (or was made anew):"
              + " start the pipeline anew, or set client_configs = 'auto.offset.reset=earliest'";
      // The client wraps it into an error without a type.
      case KafkaException _ when message(cause).contains(TIMEOUT_MAX) ->
          "the brokers allow less: set client_configs = 'transaction.timeout.ms=...'";
      case ProducerFencedException _, InvalidProducerEpochException _ ->
          "another run of the pipeline writes, or the transaction took longer than"
              + " transaction.timeout.ms";
      case UnsupportedVersionException _ -> "the brokers are too old for this";
      // Behind those that are of its kind.
      case InvalidConfigurationException _ ->
          "check client_configs: ssl.ca.location and its like are files on the server that it can"
              + " read";
      case RecordTooLargeException _ -> "allow more: client_configs = 'max.request.size=...'";
      default -> "do the brokers run, and does the table fit them?";
    };
  }
}
