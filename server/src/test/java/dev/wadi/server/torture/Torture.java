package dev.wadi.server.torture;

import dev.wadi.connectors.testing.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./wadi bench torture`: pipelines that are made up, one after the other, until there have been
/// so many kills. Prints the seed of each; with the same seed the same pipelines are made.
@Command(
    name = "bench torture",
    description = "Kills servers over and over and looks whether each row is there exactly once.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Torture implements Callable<Integer> {
  private static final int KILLS_BETWEEN_TOPICS = 10;

  @Option(names = "--kills", description = "how many", defaultValue = "200")
  private int killsMax;

  @Option(names = "--seed", description = "of the first pipeline", defaultValue = "1")
  private long seed;

  @Option(names = "--rows", description = "rows of each of two counters", defaultValue = "100000")
  private int rows;

  @Option(names = "--rate", description = "rows per second", defaultValue = "20000")
  private int rate;

  @Option(
      names = "--checkpoint-interval",
      description = "milliseconds between checkpoints",
      defaultValue = "40")
  private int intervalMillis;

  @Option(
      names = "--kafka",
      description = "after every so many made up pipelines, one from topic to topic; 0 for none",
      defaultValue = "2")
  private int kafkaEach;

  @Option(
      names = "--servers",
      description =
          "how many work together; the one that a pipeline belongs to is killed more often than the"
              + " others, some are held for seconds, some replaced in order",
      defaultValue = "1")
  private int servers;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Torture()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("wadi-torture");
    Kills kills = servers > 1 ? Kills.ofSeveralServers() : Kills.ofOneServer();
    for (long next = seed; kills.all() < killsMax; next++) {
      var random = new Random(next);
      Path place = Files.createDirectory(folder.resolve("seed-" + next));
      madeUp(next, place, random, kills);
      System.out.println("  " + kills);
      delete(place);
      if (servers == 1 && kafkaEach > 0 && next % kafkaEach == 0 && kills.all() < killsMax) {
        betweenTopics(folder.resolve("kafka-" + next), random, kills);
      }
    }
    delete(folder);
    return 0;
  }

  private void madeUp(long number, Path place, Random random, Kills kills) throws Exception {
    Path home = Path.of(System.getProperty("wadi.home", "."));
    TortureScript script = TortureScript.random(random, rows, intervalMillis);
    System.out.printf(
        "seed %d: %s%n",
        number, script.inserts().stream().map(TortureScript.Insert::title).toList());
    int parallelism = Math.max(servers, TortureRound.PARALLELISM);
    TortureCase tortured = TortureCase.prepare(home, place, script, parallelism, rate, random);
    if (servers == 1) {
      new TortureRound(tortured, random, kills, killsMax).run();
      return;
    }
    try (var group = new ServerGroup(place, servers)) {
      new ClusterRound(tortured, group, random, kills, killsMax).run();
    }
  }

  private void betweenTopics(Path place, Random random, Kills kills) throws Exception {
    System.out.println("from topic to topic");
    Files.createDirectory(place);
    try (KafkaBroker broker = KafkaBroker.start()) {
      int times = Math.min(KILLS_BETWEEN_TOPICS, killsMax - kills.all());
      new KafkaRound(broker, place, random, kills).run(times);
    }
    System.out.println("  " + kills);
    delete(place);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
