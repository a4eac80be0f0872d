package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.catalog.JobState;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One pipeline in a cluster of servers, of which one is taken away, again and again, until the
/// pipeline is finished: killed; stopped in order, as when servers are replaced one by one; or held
/// for longer than the others wait, so that it goes on later with what is not its own any more.
final class ClusterRound {
  private static final int LONGEST_LIFE_MILLIS = 2_000;
  private static final int SHORTEST_HOLD_MILLIS = 2_000;
  private static final int LONGEST_HOLD_MILLIS = 8_000;
  private static final int KINDS = 6;
  private static final int ONE_IN_IS_KILLED_AT_COMMIT = 3;
  private static final int PAUSE_MILLIS = 5;

  private final TortureCase tortured;
  private final ServerGroup servers;
  private final Random random;
  private final Kills kills;
  private final int killsMax;

  /// @param servers not started yet
  /// @param killsMax how many there may be in all
  ClusterRound(
      TortureCase tortured, ServerGroup servers, Random random, Kills kills, int killsMax) {
    this.tortured = tortured;
    this.servers = servers;
    this.random = random;
    this.kills = kills;
    this.killsMax = killsMax;
  }

  /// @throws AssertionError if a row is not there, or too often
  void run() throws Exception {
    servers.start();
    String id = create();
    while (kills.all() < killsMax && isActive(id)) {
      pause(random.nextInt(LONGEST_LIFE_MILLIS));
      ServerProcess victim =
          random.nextBoolean() ? servers.any(random) : servers.owner(id).orElseThrow();
      switch (random.nextInt(KINDS)) {
        case 0 -> hold(victim);
        case 1 -> replace(victim);
        default -> kill(victim, id);
      }
    }
    awaitEnd(id);
    tortured.compare(kills);
  }

  private String create() {
    try (var client = new ApiClient(servers.any(random).url())) {
      return tortured.create(client);
    }
  }

  private boolean isActive(String id) {
    return servers.state(id).isActive();
  }

  private PublishedCheckpoints checkpoints() {
    return tortured.checkpoints(servers.checkpoints());
  }

  private void hold(ServerProcess victim) throws Exception {
    victim.signal("STOP");
    pause(random.nextInt(SHORTEST_HOLD_MILLIS, LONGEST_HOLD_MILLIS));
    victim.signal("CONT");
    kills.held();
  }

  private void replace(ServerProcess victim) throws Exception {
    victim.terminate();
    victim.await();
    victim.start();
    kills.replaced();
  }

  private void kill(ServerProcess victim, String id) throws Exception {
    if (random.nextInt(ONE_IN_IS_KILLED_AT_COMMIT) == 0) {
      // Right after that, sinks commit what stands in it.
      PublishedCheckpoints.awaitAnother(servers.checkpoints());
    }
    victim.kill();
    long killed = System.nanoTime();
    kills.add(false, checkpoints());
    // The next one often comes before the others have recovered from this one.
    if (random.nextBoolean()) {
      awaitCheckpoint(id, killed);
    }
    victim.start();
  }

  private void awaitCheckpoint(String id, long killed) {
    long before = checkpoints().epoch();
    while (checkpoints().epoch() == before && isActive(id)) {
      pause(PAUSE_MILLIS);
    }
    if (isActive(id)) {
      kills.recovered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
    }
  }

  private void awaitEnd(String id) throws IOException {
    while (isActive(id)) {
      pause(PAUSE_MILLIS);
    }
    assertThat(servers.state(id)).as(servers.logs()).isEqualTo(JobState.FINISHED);
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
