package dev.wadi.server.measure;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.measure.ServingLoad.Crowd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/// Prints how a server bears many clients, `./wadi bench --serving`: queries and previews at once,
/// and how long a small query takes at a steady rate.
public final class ServingCosts {
  private static final int AT_ONCE = 1_000;
  private static final int ROUNDS = 3;
  private static final int PER_SECOND = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final double MIB = 1 << 20;

  private ServingCosts() {}

  public static void main(String[] args) throws Exception {
    try (var load = new ServingLoad()) {
      load.queries(1);
      memory("at the beginning");
      for (int round = 1; round <= ROUNDS; round++) {
        print(AT_ONCE + " queries at once", load.queries(AT_ONCE));
        memory("after round " + round);
        print(AT_ONCE + " previews at once", load.previews(AT_ONCE));
        memory("after round " + round);
      }
      System.out.printf("%na small query, %d times a second:%n", PER_SECOND);
      load.http(PER_SECOND, WARM_UP);
      System.out.println("HTTP:       " + load.http(PER_SECOND, TIME));
      load.flight(PER_SECOND, WARM_UP);
      System.out.println("Flight SQL: " + load.flight(PER_SECOND, TIME));
      memory("at the end");
    }
    System.out.printf("off-heap after the server: %d bytes%n", MemoryScope.bytesInUseOfProcess());
    System.exit(0);
  }

  private static void print(String what, Crowd crowd) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d answered, %d errors, in %.1f s%n",
        what,
        crowd.answered(),
        crowd.errors().size(),
        crowd.wall().toMillis() / 1e3);
    crowd.errors().stream().distinct().limit(5).forEach(error -> System.out.println("  " + error));
  }

  // The heap of server and clients, after a collection.
  private static void memory(String when) {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    System.out.printf(
        Locale.ROOT,
        "  memory %s: heap %.0f MiB, off-heap %.1f MiB, %d platform threads%n",
        when,
        heap.getUsed() / MIB,
        MemoryScope.bytesInUseOfProcess() / MIB,
        ManagementFactory.getThreadMXBean().getThreadCount());
  }
}
