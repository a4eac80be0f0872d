package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.testing.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./wadi bench torture`.
@Timeout(240)
@ExtendWith(KafkaBroker.Extension.class)
class TortureTest {
  private static final Path HOME = Path.of("..");
  private static final long SEED = 1;
  private static final int ROWS = 20_000;
  private static final int RATE = 20_000;
  private static final int INTERVAL_MILLIS = 40;
  private static final int KILLS = 3;
  private static final int SERVERS = 3;

  @TempDir private Path directory;

  @Test
  void everyRowIsThereOnce() throws Exception {
    var random = new Random(SEED);
    Kills kills = Kills.ofOneServer();
    TortureScript script = TortureScript.random(random, ROWS, INTERVAL_MILLIS);
    int parallelism = TortureRound.PARALLELISM;
    TortureCase tortured = TortureCase.prepare(HOME, directory, script, parallelism, RATE, random);
    new TortureRound(tortured, random, kills, KILLS).run();
    assertThat(kills.all()).isPositive();
    assertThat(kills.rows()).isPositive();
    assertThat(Files.exists(directory.resolve("output"))).isTrue();
  }

  @Test
  void everyRowIsThereOnceThatAClusterWrites() throws Exception {
    var random = new Random(SEED);
    Kills kills = Kills.ofSeveralServers();
    TortureScript script = TortureScript.random(random, 2 * ROWS, INTERVAL_MILLIS);
    TortureCase tortured = TortureCase.prepare(HOME, directory, script, SERVERS, RATE / 8, random);
    try (var servers = new ServerGroup(directory, SERVERS)) {
      new ClusterRound(tortured, servers, random, kills, KILLS).run();
    }
    assertThat(kills.all()).isPositive();
    assertThat(kills.rows()).isPositive();
  }

  @Test
  void everyRecordIsThereOnce(KafkaBroker broker) throws Exception {
    new KafkaRound(broker, directory, new Random(SEED), Kills.ofOneServer()).run(KILLS);
  }
}
