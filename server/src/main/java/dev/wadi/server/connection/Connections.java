package dev.wadi.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.metrics.MetricsOptions;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All connections of the server. Thread-safe.
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int PING_BYTES = 8;

  private final ConnectionSettings settings;
  private final Refusal refusal;
  private final Map<String, Connection> open = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Map<Cut, LongAdder> cuts = new EnumMap<>(Cut.class);
  private final Set<Integer> streaming = ConcurrentHashMap.newKeySet();
  private final Object answers = new Object();
  private int admitted;
  private int unanswered;

  /// What an answer of the server says when there is no request that it could belong to.
  @FunctionalInterface
  public interface Refusal {
    /// @return a body of the type `application/problem+json`
    byte[] problem(int status, String reason);
  }

  public Connections(ConnectionSettings settings, Refusal refusal) {
    this.settings = settings;
    this.refusal = refusal;
    for (Cut why : Cut.values()) {
      cuts.put(why, new LongAdder());
    }
  }

  /// The network, all connections of which are watched.
  public Vertx watched(VertxOptions options) {
    options.setMetricsOptions(new MetricsOptions().setEnabled(true));
    return Vertx.builder()
        .with(options)
        .withTransport(
            new TransportInternal("watched", true, null, new WatchedTransport(this, settings)))
        .withMetrics(_ -> new RequestEvents(this))
        .build();
  }

  /// Says that requests at a port may go on sending for as long as they like.
  public void letStream(int port) {
    streaming.add(port);
  }

  /// To be told of each connection of a port that may stream: there, clients are asked for a sign
  /// of life while they wait.
  public void speaks(HttpConnection connection) {
    Connection watched = find(connection.remoteAddress());
    if (watched != null) {
      watched.speaks(
          () -> connection.ping(Buffer.buffer(new byte[PING_BYTES])), () -> connection.close());
    }
  }

  boolean mayStream(Connection connection) {
    return streaming.contains(connection.localPort());
  }

  Connection find(io.vertx.core.net.SocketAddress remote) {
    return open.get(key(remote.hostAddress(), remote.port()));
  }

  private static String key(String address, int port) {
    return address + " " + port;
  }

  private static String key(InetSocketAddress remote) {
    return key(remote.getAddress().getHostAddress(), remote.getPort());
  }

  synchronized boolean admit(Connection connection) {
    InetAddress address = connection.remote().getAddress();
    if (admitted >= settings.most()
        || perAddress.getOrDefault(address, 0) >= settings.mostPerAddress()) {
      return false;
    }
    admitted++;
    perAddress.merge(address, 1, Integer::sum);
    open.put(key(connection.remote()), connection);
    return true;
  }

  synchronized void gone(Connection connection) {
    admitted--;
    perAddress.computeIfPresent(
        connection.remote().getAddress(), (_, count) -> count == 1 ? null : count - 1);
    open.remove(key(connection.remote()), connection);
  }

  void cut(Connection connection, Cut why) {
    cuts.get(why).increment();
    if (why == Cut.IDLE) {
      LOG.debug("closed the connection of {}: {}", connection.remote(), why.reason());
    } else {
      LOG.info("closed the connection of {}: {}", connection.remote(), why.reason());
    }
  }

  // A whole answer in HTTP/1.
  byte[] refusal(int status, Cut why) {
    byte[] body = refusal.problem(status, why.reason());
    String head =
        """
        HTTP/1.1 %d %s\r
        Content-Type: application/problem+json\r
        Content-Length: %d\r
        Connection: close\r
        %s\r
        """
            .formatted(
                status,
                status == 503 ? "Service Unavailable" : "Request Timeout",
                body.length,
                status == 503 ? "Retry-After: 1\r\n" : "");
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(head.getBytes(US_ASCII));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  void asked() {
    synchronized (answers) {
      unanswered++;
    }
  }

  void answered() {
    synchronized (answers) {
      unanswered--;
      answers.notifyAll();
    }
  }

  /// Waits until all requests have been answered.
  ///
  /// @return how many have not been, when the time is over
  public int awaitAnswers(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    synchronized (answers) {
      long left = time.toNanos();
      while (unanswered > 0 && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(answers, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return unanswered;
        }
        left = end - System.nanoTime();
      }
      return unanswered;
    }
  }

  /// How many there are.
  public synchronized int count() {
    return admitted;
  }

  /// How many requests have not been answered yet.
  public int requestsInFlight() {
    synchronized (answers) {
      return unanswered;
    }
  }

  /// How many connections the server has closed, and why.
  public Map<Cut, Long> cuts() {
    Map<Cut, Long> counts = new EnumMap<>(Cut.class);
    cuts.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }
}
