package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.catalog.JobState;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The two halves of a split: a server that does not answer goes on later, and takes for its own
/// what another one has taken over meanwhile.
@Timeout(240)
class HeldServerTest {
  private static final Path HOME = Path.of("..");
  private static final long SEED = 2;
  private static final int ROWS = 40_000;
  private static final int RATE = 2_000;
  private static final int INTERVAL_MILLIS = 40;
  private static final int SERVERS = 2;

  @TempDir private Path directory;

  @Test
  void onlyOneOfTwoHalvesCommits() throws Exception {
    var random = new Random(SEED);
    TortureScript script = TortureScript.random(random, ROWS, INTERVAL_MILLIS);
    TortureCase tortured = TortureCase.prepare(HOME, directory, script, SERVERS, RATE, random);
    Kills kills = Kills.ofSeveralServers();
    try (var servers = new ServerGroup(directory, SERVERS)) {
      servers.start();
      String id;
      try (var client = new ApiClient(servers.any(random).url())) {
        id = tortured.create(client);
      }
      await(() -> tortured.checkpoints(servers.checkpoints()).epoch() > 0);
      ServerProcess first = servers.owner(id).orElseThrow();
      first.signal("STOP");
      await(() -> isAnother(servers.owner(id), first));
      long epoch = tortured.checkpoints(servers.checkpoints()).epoch();
      await(() -> tortured.checkpoints(servers.checkpoints()).epoch() > epoch);
      first.signal("CONT");
      await(() -> !servers.state(id).isActive());
      assertThat(servers.state(id)).as(servers.logs()).isEqualTo(JobState.FINISHED);
    }
    tortured.compare(kills);
    assertThat(kills.rows()).isPositive();
  }

  private static boolean isAnother(Optional<ServerProcess> owner, ServerProcess first) {
    return owner.isPresent() && owner.get() != first;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
