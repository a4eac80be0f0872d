package dev.wadi.wasm.bench;

import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.wasm.GuestCodeCache;
import dev.wadi.wasm.LinearMemory;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// What it costs to have plugins: compiling one, and taking it from the cache; a thousand at once,
/// each with an instance; and whether all of it goes when they are removed.
final class ManyPluginsBenchmark {
  private static final int MODULES = 1_000;
  private static final int SAMPLES = 20;
  private static final double MEGABYTE = 1 << 20;

  private ManyPluginsBenchmark() {}

  static void run(byte[] module, GuestCodeCache cache) throws InterruptedException {
    load(module, cache);
    print("Compiling again", i -> load(variant(module, i), GuestCodeCache.none()));
    print("Taking it from the cache again", i -> load(module, cache));
    manyAtOnce(module);
  }

  private static void print(String title, IntToDoubleFunction sample) {
    double[] millis = IntStream.range(0, SAMPLES).mapToDouble(sample).sorted().toArray();
    System.out.printf("%s: median %.1f ms, best %.1f ms%n", title, millis[SAMPLES / 2], millis[0]);
  }

  /// Milliseconds until a registry has a module.
  static double load(byte[] module, GuestCodeCache cache) {
    PluginRegistry registry = new PluginRegistry(cache);
    long start = System.nanoTime();
    registry.add(module);
    return (System.nanoTime() - start) / 1e6;
  }

  private static void manyAtOnce(byte[] module) throws InterruptedException {
    State before = State.now();
    List<PluginRegistry> registries = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < MODULES; i++) {
      // One each: a registry takes no two plugins with the same function.
      PluginRegistry registry = new PluginRegistry();
      registry.add(variant(module, i));
      registries.add(registry);
    }
    System.out.printf(
        "%nAt once: %,d modules, loaded in %.1f s%n", MODULES, (System.nanoTime() - start) / 1e9);
    State loaded = State.now();
    System.out.printf("Each module: %s%n", loaded.minus(before).each(MODULES));

    List<ScalarFunction> functions = new ArrayList<>();
    start = System.nanoTime();
    for (PluginRegistry registry : registries) {
      PluginModule only = registry.modules().getFirst();
      functions.add(registry.open(only.functions().getFirst()));
    }
    System.out.printf(
        "%,d instances, each started in %.2f ms%n",
        MODULES, (System.nanoTime() - start) / 1e6 / MODULES);
    State opened = State.now();
    System.out.printf("Each instance: %s%n", opened.minus(loaded).each(MODULES));

    functions.forEach(ScalarFunction::close);
    functions.clear();
    registries.clear();
    System.out.printf("Left when all are gone: %s%n", State.now().minus(before));
  }

  // The same module with another hash: with a custom section more.
  private static byte[] variant(byte[] module, int i) {
    byte[] name = "v%04d".formatted(i).getBytes(StandardCharsets.US_ASCII);
    byte[] variant = Arrays.copyOf(module, module.length + 3 + name.length);
    variant[module.length] = 0;
    variant[module.length + 1] = (byte) (name.length + 1);
    variant[module.length + 2] = (byte) name.length;
    System.arraycopy(name, 0, variant, module.length + 3, name.length);
    return variant;
  }

  private record State(
      double heap, double metaspace, double resident, double reserved, long classes) {
    static State now() throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(200);
      }
      return new State(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
          pool("Metaspace") / MEGABYTE,
          residentBytes() / MEGABYTE,
          LinearMemory.bytesReservedOfProcess() / MEGABYTE,
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static long pool(String name) {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals(name))
          .map(MemoryPoolMXBean::getUsage)
          .findFirst()
          .orElseThrow()
          .getUsed();
    }

    private static double residentBytes() {
      try {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * 4096.0;
      } catch (IOException e) {
        return Double.NaN; // not Linux
      }
    }

    State minus(State earlier) {
      return new State(
          heap - earlier.heap,
          metaspace - earlier.metaspace,
          resident - earlier.resident,
          reserved - earlier.reserved,
          classes - earlier.classes);
    }

    String each(int count) {
      return "%.1f KB heap, %.1f KB metaspace, %.1f KB resident, %.1f MB address space, %.1f classes"
          .formatted(
              heap * 1024 / count,
              metaspace * 1024 / count,
              resident * 1024 / count,
              reserved / count,
              (double) classes / count);
    }

    @Override
    public String toString() {
      return "%.1f MB heap, %.1f MB metaspace, %.1f MB resident, %.1f MB address space, %d classes"
          .formatted(heap, metaspace, resident, reserved, classes);
    }
  }
}
