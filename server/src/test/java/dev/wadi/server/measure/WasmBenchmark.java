package dev.wadi.server.measure;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds per batch of `great_circle_km`, in Wasm with all copies, and as plain Java. One row
/// per batch shows what a call costs by itself.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:-DontCompileHugeMethods", "--sun-misc-unsafe-memory-access=allow"})
public class WasmBenchmark {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  @Param({"1", "64", "1024", "8192"})
  public int rows;

  private MemoryScope memory;
  private ScalarFunction function;
  private final List<FieldVector> arguments = new ArrayList<>();
  private Float8Vector result;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    memory = MemoryScope.unlimited();
    var registry = new PluginRegistry();
    Path geo = Path.of(System.getProperty("wadi.home", "."), "sample-plugins/geo/geo.wasm");
    registry.add(Files.readAllBytes(geo));
    FunctionSignature signature =
        registry.functions().stream()
            .filter(candidate -> candidate.name().equals("great_circle_km"))
            .findFirst()
            .orElseThrow();
    function = registry.open(signature);
    var random = new Random(7);
    IntStream.range(0, 4).forEach(i -> arguments.add(degrees(random, i % 2 == 0 ? 90 : 180)));
    result = degrees(random, 1);
  }

  private Float8Vector degrees(Random random, double limit) {
    var vector = new Float8Vector("", memory.allocator());
    vector.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      vector.set(i, random.nextDouble(-limit, limit));
    }
    vector.setValueCount(rows);
    return vector;
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    function.close();
    arguments.forEach(FieldVector::close);
    result.close();
    memory.close();
  }

  @Benchmark
  public int wasm() {
    function.call(arguments, rows, result);
    return result.getValueCount();
  }

  @Benchmark
  public int java() {
    var lat1 = (Float8Vector) arguments.get(0);
    var lon1 = (Float8Vector) arguments.get(1);
    var lat2 = (Float8Vector) arguments.get(2);
    var lon2 = (Float8Vector) arguments.get(3);
    for (int i = 0; i < rows; i++) {
      result.set(i, greatCircleKm(lat1.get(i), lon1.get(i), lat2.get(i), lon2.get(i)));
    }
    return result.getValueCount();
  }

  private static double greatCircleKm(double lat1, double lon1, double lat2, double lon2) {
    double north = Math.toRadians(lat2 - lat1) / 2;
    double east = Math.toRadians(lon2 - lon1) / 2;
    double a =
        Math.sin(north) * Math.sin(north)
            + Math.cos(Math.toRadians(lat1))
                * Math.cos(Math.toRadians(lat2))
                * Math.sin(east)
                * Math.sin(east);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }
}
