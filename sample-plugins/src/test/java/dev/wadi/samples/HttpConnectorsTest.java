package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.TestHttpServer;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.LinearMemory;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `poll` and `webhook` against a server, over runs that end in between.
@Timeout(60)
class HttpConnectorsTest {
  private static final Field NUMBER = Field.notNullable("n", new ArrowType.Int(64, true));
  private static final String OWNER = "owner-1";

  private final TestHttpServer server = TestHttpServer.start();
  private final PluginRegistry registry = new PluginRegistry();
  private final MemoryScope memory = MemoryScope.unlimited();

  @AfterEach
  void nothingIsLeft() {
    server.close();
    memory.close();
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  private PluginConnector connector(String plugin, String... grants) throws IOException {
    PluginModule module = registry.add(Files.readAllBytes(Path.of(plugin, plugin + ".wasm")));
    registry.grant(module, Grants.parse(List.of(grants)));
    return module.connectors().getFirst();
  }

  private String host() {
    return "http:127.0.0.1:" + server.port();
  }

  private Source source(Map<String, String> options) throws IOException {
    PluginConnector connector = connector("poll", host(), "clock");
    Schema schema = ((HasSchema) connector).schema(options).orElseThrow();
    return ((CanRead) connector)
        .source(new TableDefinition("events", connector.id(), schema, options));
  }

  private SplitReader open(Source source, String position) {
    return source.open(
        new Split("0", position), new ReadContext(memory.allocator(), List.of(0, 1), 10, 0));
  }

  private static boolean poll(SplitReader reader, List<String> rows) {
    switch (reader.poll()) {
      case Poll.Rows(Batch batch, _) -> {
        try (batch) {
          for (int i = 0; i < batch.rowCount(); i++) {
            rows.add(
                "%s %s"
                    .formatted(
                        batch.column(0).vector().getObject(i),
                        batch.column(1).vector().getObject(i)));
          }
        }
        return true;
      }
      case Poll.Nothing _ -> {
        return true;
      }
      case Poll.End _ -> {
        return false;
      }
    }
  }

  private static List<String> expected(int events) {
    return IntStream.rangeClosed(1, events).mapToObj("%1$d event %1$d"::formatted).toList();
  }

  private void happen(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(i -> server.logs().add("a", "event " + i));
  }

  // Every second answer fails.
  @Test
  void readsEachEventOnceWhateverEndsInBetween() throws IOException {
    happen(1, 25);
    Source source =
        source(Map.of("url", server.url() + "/flaky/a", "interval_ms", "1", "ends", "true"));
    assertThat(source.bounded()).isTrue();
    List<String> rows = new ArrayList<>();
    String position = "";
    boolean more = true;
    for (int run = 0; more; run++) {
      try (SplitReader reader = open(source, position)) {
        int before = rows.size();
        while (more && rows.size() == before) {
          more = poll(reader, rows);
        }
        position = reader.position();
      }
      if (run == 1) {
        happen(26, 40);
      }
    }
    assertThat(rows).isEqualTo(expected(40));
    assertThat(position).isEqualTo("40");
  }

  @Test
  void waitsForEventsThatAreYetToHappen() throws IOException {
    Source source = source(Map.of("url", server.url() + "/log/a", "interval_ms", "1"));
    assertThat(source.bounded()).isFalse();
    List<String> rows = new ArrayList<>();
    try (SplitReader reader = open(source, "")) {
      assertThat(reader.poll()).isEqualTo(Poll.NOTHING);
      happen(1, 3);
      while (rows.size() < 3) {
        poll(reader, rows);
      }
    }
    assertThat(rows).isEqualTo(expected(3));
  }

  @Test
  void failsWhenNobodyAnswers() throws IOException {
    Source source =
        source(Map.of("url", server.url() + "/cities/broken", "interval_ms", "1", "failures", "2"));
    try (SplitReader reader = open(source, "")) {
      WadiException error =
          catchThrowableOfType(
              WadiException.class,
              () -> {
                while (poll(reader, new ArrayList<>())) {
                  // until it gives up
                }
              });
      assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
      assertThat(error).hasMessageContaining("no answer 3 times: the server answered 500");
    }
    assertThat(server.requests()).isEqualTo(3);
  }

  private TwoPhaseSink sink(String path) throws IOException {
    PluginConnector connector = connector("webhook", host());
    Map<String, String> options = Map.of("url", server.url() + path, "rows", "2");
    var table = new TableDefinition("hook", connector.id(), new Schema(List.of(NUMBER)), options);
    return (TwoPhaseSink) ((CanWrite) connector).sink(table);
  }

  private TwoPhaseWriter open(TwoPhaseSink sink, String job, List<String> committables) {
    return sink.openTwoPhase(new WriteContext(0, 1, job, false), new Recovery(OWNER, committables));
  }

  private Batch batch(long... numbers) {
    var vector = new BigIntVector(NUMBER, memory.allocator());
    for (int i = 0; i < numbers.length; i++) {
      vector.setSafe(i, numbers[i]);
    }
    vector.setValueCount(numbers.length);
    return Batch.of(List.of(Column.of(vector)), numbers.length);
  }

  private List<String> prepare(TwoPhaseWriter writer, long epoch, long... numbers) {
    try (Batch batch = batch(numbers)) {
      writer.write(batch);
    }
    return writer.prepare(epoch);
  }

  @Test
  void sendsAgainWhatMayNotHaveArrivedWithTheSameKeys() throws IOException {
    TwoPhaseSink sink = sink("/log/a");
    List<String> prepared;
    try (TwoPhaseWriter writer = open(sink, "job-1", List.of())) {
      prepared = prepare(writer, 7, 1, 2, 3);
      assertThat(server.requests()).isZero();
      writer.commit(prepared);
      prepare(writer, 8, 4);
    }
    sink.recover(new Recovery(OWNER, prepared));
    try (TwoPhaseWriter writer = open(sink, "job-2", prepared)) {
      writer.commit(prepare(writer, 8, 4, 5));
    }
    assertThat(server.logs().lines("a"))
        .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
    assertThat(server.logs().keys("a"))
        .containsExactly(
            "owner-1-0-7-0", "owner-1-0-7-1", "owner-1-0-7-0", "owner-1-0-7-1", "owner-1-0-8-0");
  }

  @Test
  void failsIfTheServerDoesNotTakeIt() throws IOException {
    TwoPhaseSink sink = sink("/cities/elsewhere");
    try (BatchWriter writer = sink.open(new WriteContext(0, 1, "job-1", false));
        Batch batch = batch(1)) {
      writer.write(batch);
      WadiException error = catchThrowableOfType(WadiException.class, writer::finish);
      assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
      assertThat(error).hasMessageContaining("the server answered 404");
    }
  }

  @Test
  void goesNowhereElse() throws IOException {
    PluginConnector connector = connector("webhook", "http:example.com");
    Map<String, String> options = Map.of("url", server.url() + "/log/a");
    var table = new TableDefinition("hook", connector.id(), new Schema(List.of(NUMBER)), options);
    try (BatchWriter writer =
            ((CanWrite) connector).sink(table).open(new WriteContext(0, 1, "job-1", false));
        Batch batch = batch(1)) {
      writer.write(batch);
      WadiException error = catchThrowableOfType(WadiException.class, writer::finish);
      assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    }
    assertThat(server.requests()).isZero();
  }
}
