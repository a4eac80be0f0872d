package dev.wadi.server.cluster;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredServers;
import dev.wadi.server.catalog.StoredServers.StoredServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the catalog that this server is alive, and finds out who is not. Thread-safe.
///
/// Every server counts its beats. Whoever sees the count of another one stay the same for long, by
/// its own clock, takes that one for lost and removes it; so no clocks are compared. While the
/// catalog cannot be reached, and while this server itself has been held up, nobody is taken for
/// lost. One that was wrongly so comes back by itself, and finds that its pipelines are others'
/// now.
///
/// Of a server that has left the cluster, a shorter silence is enough: its connections have been
/// closed, as those of a process are that has died. That alone says nothing: it may have lost the
/// others, and go on.
public final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final int BEATS_OF_SILENCE = 8;
  private static final int BEATS_OF_ONE_THAT_LEFT = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final StoredServers servers;
  private final String id;
  private final URI url;
  private final int grpcPort;
  private final long silenceNanos;
  private final long pauseNanos;
  private final LongSupplier clock;
  private final ScheduledExecutorService beats = executor("wadi-presence");
  private final ScheduledExecutorService rounds = executor("wadi-rounds");
  private Map<String, Heard> heard = Map.of();
  private long lookedAt;
  private boolean reached = true;
  private Set<URI> members = Set.of();
  private final Set<URI> left = new HashSet<>();
  private Runnable afterLoss = () -> {};

  /// @param url where other servers reach this one
  /// @param grpcPort where it answers gRPC on the same host
  /// @param silence after which a server is taken for lost
  /// @param clock in nanoseconds, as `System.nanoTime`
  public Presence(
      StoredServers servers,
      String id,
      URI url,
      int grpcPort,
      Duration silence,
      LongSupplier clock) {
    this.servers = servers;
    this.id = id;
    this.url = url;
    this.grpcPort = grpcPort;
    this.silenceNanos = silence.toNanos();
    this.pauseNanos = Math.min(silenceNanos / BEATS_OF_SILENCE, LONGEST_PAUSE.toNanos());
    this.clock = clock;
    this.lookedAt = clock.getAsLong();
    servers.add(id, url, grpcPort);
  }

  private static ScheduledExecutorService executor(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name(name).daemon().factory());
  }

  /// The count of a server, and since when it has been the same.
  private record Heard(long beats, long since) {}

  /// Begins to beat and to look, several times in the length of the silence that is too long.
  ///
  /// @param round what else is to be done again and again, and at once when a server is lost
  public synchronized void start(Runnable round) {
    afterLoss = () -> rounds.execute(() -> attempt(round));
    long between = 2 * pauseNanos;
    beats.scheduleAtFixedRate(this::look, pauseNanos, pauseNanos, TimeUnit.NANOSECONDS);
    rounds.scheduleWithFixedDelay(() -> attempt(round), between, between, TimeUnit.NANOSECONDS);
  }

  /// Takes note of who is in the cluster.
  ///
  /// @param now where the servers are that are its members
  public synchronized void members(Set<URI> now) {
    members.stream().filter(member -> !now.contains(member)).forEach(left::add);
    left.removeAll(now);
    members = Set.copyOf(now);
  }

  private void attempt(Runnable round) {
    if (isReached()) {
      try {
        round.run();
      } catch (WadiException e) {
        LOG.warn("{}", e.describe());
      } catch (RuntimeException e) {
        LOG.error("a round has failed", e);
      }
    }
  }

  private synchronized boolean isReached() {
    return reached;
  }

  /// Beats once, and removes who has been silent for too long.
  synchronized void look() {
    try {
      if (!servers.beat(id)) {
        LOG.warn("the others have taken this server for lost");
        servers.add(id, url, grpcPort);
      }
      listen(servers.all());
      if (!reached) {
        LOG.info("the catalog can be reached again");
      }
      reached = true;
    } catch (WadiException e) {
      if (reached) {
        LOG.warn("pipelines go on without the catalog: {}", e.describe());
      }
      reached = false;
    }
  }

  private void listen(List<StoredServer> present) {
    long now = clock.getAsLong();
    // Whoever was silent may have been, because nobody could be heard.
    Map<String, Heard> before = reached && now - lookedAt < silenceNanos / 2 ? heard : Map.of();
    Map<String, Heard> after = new HashMap<>();
    for (StoredServer server : present) {
      Heard last = before.get(server.id());
      if (last == null || last.beats() != server.beats()) {
        after.put(server.id(), new Heard(server.beats(), now));
      } else if (now - last.since() < patience(server)) {
        after.put(server.id(), last);
      } else if (servers.removeSilent(server)) {
        LOG.warn("the server at {} is lost", server.url());
        left.remove(server.url());
        afterLoss.run();
      }
    }
    heard = after;
    lookedAt = now;
  }

  private long patience(StoredServer server) {
    return left.contains(server.url()) ? BEATS_OF_ONE_THAT_LEFT * pauseNanos : silenceNanos;
  }

  /// Says that this server ends.
  @Override
  public void close() {
    rounds.close();
    beats.close();
    try {
      servers.remove(id);
    } catch (WadiException e) {
      LOG.warn("others notice only by its silence that this server ends: {}", e.describe());
    }
  }
}
