package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One pipeline in a server of its own, which is killed again and again until the pipeline is
/// finished.
final class TortureRound {
  static final int PARALLELISM = 2;

  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final int STARTING_MILLIS = 1_200;
  private static final int ONE_IN_IS_KILLED_AT_START = 6;
  private static final int ONE_IN_IS_KILLED_AT_COMMIT = 3;
  private static final int PAUSE_MILLIS = 5;
  private static final String RUNNING = "Running";

  private final TortureCase tortured;
  private final Random random;
  private final Kills kills;
  private final int killsMax;

  /// @param killsMax how many there may be in all
  TortureRound(TortureCase tortured, Random random, Kills kills, int killsMax) {
    this.tortured = tortured;
    this.random = random;
    this.kills = kills;
    this.killsMax = killsMax;
  }

  /// @throws AssertionError if a row is not there, or too often
  void run() throws Exception {
    try (var server = new ServerProcess(tortured.folder())) {
      server.start();
      String id = create(server);
      torment(server, id);
      awaitEnd(server, id);
    }
    tortured.compare(kills);
  }

  private String create(ServerProcess server) {
    try (var client = new ApiClient(server.url())) {
      return tortured.create(client);
    }
  }

  private PublishedCheckpoints checkpoints() {
    return tortured.checkpoints(store());
  }

  private Path store() {
    return tortured.folder().resolve("data/checkpoints");
  }

  // Until there have been enough kills, or the pipeline has come to its end.
  private void torment(ServerProcess server, String id) throws Exception {
    while (kills.all() < killsMax && state(server, id).equals(RUNNING)) {
      pause(random.nextInt(LONGEST_LIFE_MILLIS));
      if (random.nextInt(ONE_IN_IS_KILLED_AT_COMMIT) == 0) {
        // Right after that, sinks commit what stands in it.
        PublishedCheckpoints.awaitAnother(store());
      }
      server.kill();
      long killed = System.nanoTime();
      kills.add(false, checkpoints());
      if (random.nextInt(ONE_IN_IS_KILLED_AT_START) == 0) {
        server.launch();
        pause(random.nextInt(STARTING_MILLIS));
        server.kill();
        kills.add(true, checkpoints());
      }
      long before = checkpoints().epoch();
      server.start();
      if (random.nextBoolean()) {
        while (checkpoints().epoch() == before && state(server, id).equals(RUNNING)) {
          pause(PAUSE_MILLIS);
        }
        kills.recovered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
      }
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static String state(ServerProcess server, String id) {
    try (var client = new ApiClient(server.url())) {
      return client.get("/pipelines/" + id).get("state").asText();
    }
  }

  private static void awaitEnd(ServerProcess server, String id) throws IOException {
    String state = state(server, id);
    while (state.equals(RUNNING)) {
      pause(PAUSE_MILLIS);
      state = state(server, id);
    }
    assertThat(state).as(server.log()).isEqualTo("Finished");
  }
}
