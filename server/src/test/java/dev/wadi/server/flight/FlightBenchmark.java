package dev.wadi.server.flight;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.access.AuditLog;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.grpc.CallForwarding;
import dev.wadi.server.grpc.Callers;
import dev.wadi.server.grpc.Reception;
import dev.wadi.server.metrics.CallFigures;
import dev.wadi.server.trace.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightClient;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightServer;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightStream;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Location;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Ticket;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Schema;
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

/// Milliseconds for a million rows of five columns over a connection: sent by Wadi's `DoGet`, and
/// by the server of Arrow's own library; read by the client of that library, in the same process.
/// All batches are the same one, so that only sending is measured.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class FlightBenchmark {
  private static final int ROWS = 8_192;
  private static final int BATCHES = 122;

  @Param({"wadi", "arrow"})
  public String server;

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Tickets tickets = new Tickets();
  private RootAllocator allocator;
  private FlightClient client;
  private MemoryScope memory;
  private Batch batch;
  private Schema columns;

  @Setup(Level.Trial)
  public void setUp() throws Exception {
    allocator = new RootAllocator();
    int port = server.equals("wadi") ? startWadi() : startArrow();
    client = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
  }

  private int startWadi() {
    memory = MemoryScope.unlimited();
    batch = batch();
    columns = new Schema(batch.columns().stream().map(Column::field).toList());
    Vertx vertx = Vertx.vertx();
    Catalog catalog = Catalog.inMemory();
    var callers =
        new Callers(
            new Tokens(catalog.tokens(), Clock.systemUTC()),
            _ -> {},
            new AuditLog(catalog.audit(), Clock.systemUTC()));
    HttpServer http =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(
                new DoGet(
                    new Reception(
                        callers,
                        new CallFigures(),
                        Tracing.off(),
                        Duration.ofMinutes(1),
                        CallForwarding.none()),
                    tickets))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    parts.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    parts.add(catalog);
    parts.add(() -> {
      batch.close();
      memory.close();
    });
    return http.actualPort();
  }

  private Batch batch() {
    var id = new BigIntVector("id", memory.allocator());
    var price = new BigIntVector("price", memory.allocator());
    var ratio = new Float8Vector("ratio", memory.allocator());
    var name = new VarCharVector("name", memory.allocator());
    var count = new BigIntVector("count", memory.allocator());
    for (int row = 0; row < ROWS; row++) {
      id.setSafe(row, row);
      price.setSafe(row, row * 31L);
      ratio.setSafe(row, row / 3.0);
      name.setSafe(row, ("name " + row).getBytes(UTF_8));
      if (row % 10 == 0) {
        count.setNull(row);
      } else {
        count.setSafe(row, row % 7);
      }
    }
    List<FieldVector> vectors = List.of(id, price, ratio, name, count);
    vectors.forEach(vector -> vector.setValueCount(ROWS));
    return Batch.of(vectors.stream().map(Column::of).toList(), ROWS);
  }

  private final class SameRows implements Rows {
    @Override
    public Schema columns() {
      return columns;
    }

    @Override
    public void run(Consumer<Batch> receiver) {
      for (int i = 0; i < BATCHES; i++) {
        receiver.accept(batch);
      }
    }

    @Override
    public void cancel() {}
  }

  private int startArrow() throws Exception {
    VectorSchemaRoot root = root();
    var producer =
        new NoOpFlightProducer() {
          @Override
          public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
            Thread.startVirtualThread(() -> send(root, listener));
          }
        };
    var arrow =
        FlightServer.builder(allocator, Location.forGrpcInsecure("127.0.0.1", 0), producer)
            .build()
            .start();
    parts.add(arrow);
    parts.add(root);
    return arrow.getPort();
  }

  // The same rows as Wadi's batch, in vectors of that library.
  private VectorSchemaRoot root() {
    var id =
        new org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.BigIntVector(
            "id", allocator);
    var price =
        new org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.BigIntVector(
            "price", allocator);
    var ratio =
        new org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.Float8Vector(
            "ratio", allocator);
    var name =
        new org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.VarCharVector(
            "name", allocator);
    var count =
        new org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.BigIntVector(
            "count", allocator);
    for (int row = 0; row < ROWS; row++) {
      id.setSafe(row, row);
      price.setSafe(row, row * 31L);
      ratio.setSafe(row, row / 3.0);
      name.setSafe(row, ("name " + row).getBytes(UTF_8));
      if (row % 10 == 0) {
        count.setNull(row);
      } else {
        count.setSafe(row, row % 7);
      }
    }
    VectorSchemaRoot root = VectorSchemaRoot.of(id, price, ratio, name, count);
    root.setRowCount(ROWS);
    return root;
  }

  // The next batch when the client is ready for it, as a producer is told to.
  private static void send(
      VectorSchemaRoot root, NoOpFlightProducer.ServerStreamListener listener) {
    listener.start(root);
    for (int i = 0; i < BATCHES; i++) {
      while (!listener.isReady() && !listener.isCancelled()) {
        Thread.onSpinWait();
      }
      listener.putNext();
    }
    listener.completed();
  }

  @Benchmark
  public long read() throws Exception {
    byte[] ticket =
        server.equals("wadi") ? tickets.issue(new SameRows()).toByteArray() : new byte[1];
    long rows = 0;
    FlightStream stream = client.getStream(new Ticket(ticket));
    try {
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
    } finally {
      stream.close();
    }
    if (rows != (long) ROWS * BATCHES) {
      throw new IllegalStateException("read %d rows".formatted(rows));
    }
    return rows;
  }

  @TearDown(Level.Trial)
  public void tearDown() throws Exception {
    client.close();
    for (AutoCloseable part : parts.reversed()) {
      part.close();
    }
    allocator.close();
  }
}
