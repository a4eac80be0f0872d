package dev.wadi.wasm.bench;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;

/// What a distance costs per row: in a plugin, and in the same Java. `../native/great_circle.c` is
/// the same in C.
public final class GreatCircleBenchmark implements AutoCloseable {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  private final MemoryScope scope = MemoryScope.unlimited();
  private final ScalarFunction function;
  private final List<FieldVector> arguments;
  private final Float8Vector result;
  private final int rows;

  public GreatCircleBenchmark(Path plugin, int rows) throws IOException {
    PluginRegistry registry = new PluginRegistry();
    PluginModule module = registry.add(Files.readAllBytes(plugin));
    this.function =
        registry.open(
            module.functions().stream()
                .filter(f -> f.name().equals("great_circle_km"))
                .findFirst()
                .orElseThrow());
    this.rows = rows;
    Random random = new Random(7);
    this.arguments =
        List.of(
            column(random, 24, 49),
            column(random, -125, -67),
            column(random, 24, 49),
            column(random, -125, -67));
    this.result = column(random, 0, 1);
  }

  private Float8Vector column(Random random, double low, double high) {
    Float8Vector vector = new Float8Vector("v", scope.allocator());
    vector.allocateNew(rows);
    IntStream.range(0, rows).forEach(i -> vector.set(i, random.nextDouble(low, high)));
    vector.setValueCount(rows);
    return vector;
  }

  /// One batch through the plugin.
  public double plugin() {
    function.call(arguments, rows, result);
    return result.get(rows - 1);
  }

  /// One batch in Java, through the same kind of vectors.
  public double java() {
    ArrowBuf lat1 = arguments.get(0).getDataBuffer();
    ArrowBuf lon1 = arguments.get(1).getDataBuffer();
    ArrowBuf lat2 = arguments.get(2).getDataBuffer();
    ArrowBuf lon2 = arguments.get(3).getDataBuffer();
    result.setValueCount(rows);
    for (int i = 0; i < rows; i++) {
      long at = 8L * i;
      result.set(
          i,
          distance(lat1.getDouble(at), lon1.getDouble(at), lat2.getDouble(at), lon2.getDouble(at)));
    }
    return result.get(rows - 1);
  }

  /// The same formula as the plugin's.
  public static double distance(double lat1, double lon1, double lat2, double lon2) {
    double phi1 = Math.toRadians(lat1);
    double phi2 = Math.toRadians(lat2);
    double sinLat = Math.sin((phi2 - phi1) / 2);
    double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double a = sinLat * sinLat + Math.cos(phi1) * Math.cos(phi2) * sinLon * sinLon;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }

  @Override
  public void close() {
    function.close();
    arguments.forEach(FieldVector::close);
    result.close();
    scope.close();
  }

  /// How many bytes go into the plugin's memory and out of it for a batch, nulls being marked.
  long copiedBytes() {
    return arguments.stream().mapToLong(FieldVector::getBufferSize).sum() + result.getBufferSize();
  }

  /// Nanoseconds per row, of the best of several samples.
  static double best(DoubleSupplier work, int rows) {
    double sink = 0;
    double best = Double.MAX_VALUE;
    int repeats = Math.max(4, 20_000_000 / (rows * 50 + 300));
    for (int sample = 0; sample < 40; sample++) {
      long start = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        sink += work.getAsDouble();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) repeats / rows);
    }
    return sink == 42 ? 0 : best;
  }
}
