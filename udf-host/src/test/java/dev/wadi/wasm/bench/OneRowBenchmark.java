package dev.wadi.wasm.bench;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;

/// What it costs to enter and leave a plugin: a batch of one row through a function that adds one.
public final class OneRowBenchmark implements AutoCloseable {
  private final MemoryScope scope = MemoryScope.unlimited();
  private final ScalarFunction function;
  private final List<FieldVector> argument;

  /// @param plugin the module of the host's own tests that has `next_i64`
  public OneRowBenchmark(Path plugin) throws IOException {
    PluginRegistry registry = new PluginRegistry();
    PluginModule module = registry.add(Files.readAllBytes(plugin));
    this.function =
        registry.open(
            module.functions().stream()
                .filter(f -> f.name().equals("next_i64"))
                .findFirst()
                .orElseThrow());
    BigIntVector vector = new BigIntVector("x", scope.allocator());
    vector.allocateNew(1);
    vector.set(0, 41);
    vector.setValueCount(1);
    this.argument = List.of(vector);
  }

  /// The whole call, which makes a new vector.
  public long call() {
    try (FieldVector result = function.call(argument, 1, scope.allocator())) {
      return ((BigIntVector) result).get(0);
    }
  }

  /// Making and dropping that vector: Arrow's part. The rest is the host's and the plugin's.
  public long allocation() {
    try (BigIntVector result = new BigIntVector("r", scope.allocator())) {
      result.allocateNew(1);
      result.setValueCount(1);
      return result.getValueCount();
    }
  }

  @Override
  public void close() {
    function.close();
    argument.forEach(FieldVector::close);
    scope.close();
  }

  /// Prints nanoseconds per call, the best of several samples, without JMH.
  public static void main(String[] args) throws IOException {
    try (OneRowBenchmark benchmark = new OneRowBenchmark(Path.of(args[0]))) {
      System.out.printf(
          "one row: call %.1f ns, of which the result vector %.1f ns%n",
          GreatCircleBenchmark.best(benchmark::call, 1),
          GreatCircleBenchmark.best(benchmark::allocation, 1));
    }
  }
}
