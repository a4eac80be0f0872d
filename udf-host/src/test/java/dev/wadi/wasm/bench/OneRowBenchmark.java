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
  private final BigIntVector result;

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
    this.result = new BigIntVector("r", scope.allocator());
  }

  /// The call, and reading its result.
  public long call() {
    function.call(argument, 1, result);
    return result.get(0);
  }

  /// The same with a new vector for each result, as a query does it for each batch.
  public long callWithNewVector() {
    try (BigIntVector fresh = new BigIntVector("r", scope.allocator())) {
      function.call(argument, 1, fresh);
      return fresh.get(0);
    }
  }

  @Override
  public void close() {
    function.close();
    argument.forEach(FieldVector::close);
    result.close();
    scope.close();
  }
}
