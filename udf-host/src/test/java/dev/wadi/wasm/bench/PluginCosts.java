package dev.wadi.wasm.bench;

import dev.wadi.wasm.GuestCodeCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Prints what plugins cost, `./wadi bench --plugins`: of rows, calls, compiling and memory.
public final class PluginCosts {
  private static final int[] BATCHES = {1, 64, 1_024, 8_192};

  private PluginCosts() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(System.getProperty("wadi.home"));
    Path geo = home.resolve("sample-plugins/geo/geo.wasm");
    rows(geo);
    calls(home.resolve("udf-host/src/test/resources/guests/everything-rust.wasm"));
    loading(geo);
  }

  private static void rows(Path geo) throws IOException {
    System.out.printf(
        "The distance of two points, great_circle_km of %,d bytes of Wasm:%n%n", Files.size(geo));
    System.out.println("   rows   ns per call   ns per row   in Java   bytes copied per row");
    for (int rows : BATCHES) {
      try (GreatCircleBenchmark benchmark = new GreatCircleBenchmark(geo, rows)) {
        double plugin = GreatCircleBenchmark.best(benchmark::plugin, rows);
        double java = GreatCircleBenchmark.best(benchmark::java, rows);
        System.out.printf(
            "%7d %13.0f %12.1f %9.1f %22.1f%n",
            rows, plugin * rows, plugin, java, (double) benchmark.copiedBytes() / rows);
      }
    }
  }

  private static void calls(Path everything) throws IOException {
    try (OneRowBenchmark benchmark = new OneRowBenchmark(everything)) {
      System.out.printf(
          "%nAdding one to one number: %.0f ns, with a new vector for the result %.0f ns%n",
          GreatCircleBenchmark.best(benchmark::call, 1),
          GreatCircleBenchmark.best(benchmark::callWithNewVector, 1));
    }
  }

  private static void loading(Path geo) throws IOException, InterruptedException {
    Path cache = Files.createTempDirectory("wadi-compiled");
    try {
      System.out.printf("%nFirst load of a process: %.0f ms", firstLoad(geo, cache));
      System.out.printf(", from the cache %.0f ms%n", firstLoad(geo, cache));
      ManyPluginsBenchmark.run(Files.readAllBytes(geo), GuestCodeCache.in(cache));
    } finally {
      delete(cache);
    }
  }

  private static double firstLoad(Path geo, Path cache) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstLoad.class.getName(), geo.toString(), cache.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("the process that loads a plugin failed: " + output);
    }
    return Double.parseDouble(output.lines().toList().getLast());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
