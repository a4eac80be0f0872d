package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a plugin says about its sources and sinks, and what becomes of it.
class ConnectorDescriptionTest {
  private static final String PARTS =
      """
      (@include "memory") (@include "bump")
      (func $f (export "a_open") (param i32 i32) (result i32) (i32.const 0))
      (export "a_poll" (func $f)) (export "a_position" (func $f)) (export "a_write" (func $f))
      """;
  private static final String BOTH =
      """
      "sources":[{"name":"a","description":"Reads","bounded":"rows","options":{"properties":{
        "rows":{"type":"integer","description":"how many"},
        "url":{"type":"string","description":"where"}},"required":["url"]}}],
      "sinks":[{"name":"a","description":"Writes","max_parallelism":3,"options":{"properties":{
        "url":{"type":"string","description":"where"},
        "gap":{"type":"number","description":"how long","default":2}},"required":["url"]}}]
      """;

  private final PluginRegistry registry = new PluginRegistry(PluginFixture.LIMITS);

  private PluginModule add(String plugin, String fields) {
    String json = "{\"abi\":1,\"name\":\"%s\",%s}".formatted(plugin, fields);
    var escaped = new StringBuilder();
    for (byte b : json.getBytes(StandardCharsets.UTF_8)) {
      escaped.append("\\%02x".formatted(b));
    }
    String source = "(module %s (@custom \"wadi.plugin.v1\" \"%s\"))".formatted(PARTS, escaped);
    return registry.add(HostileModule.assemble(source));
  }

  private static TableDefinition table(Connector connector, Map<String, String> options) {
    var column = Field.nullable("x", new ArrowType.Int(64, true));
    return new TableDefinition("t", connector.id(), new Schema(List.of(column)), options);
  }

  @Test
  void aSourceAndASinkOfOneNameAreOneConnector() {
    PluginConnector connector = add("p", BOTH).connectors().getFirst();
    assertThat(connector.name()).isEqualTo("a");
    assertThat(connector.id()).matches("a@sha256:[0-9a-f]{64}");
    assertThat(connector.description()).isEqualTo("Reads");
    assertThat(connector.options().stream().map(Connector.Option::name))
        .containsExactly("rows", "url", "gap", "type");
    assertThat(((HasSchema) connector).schema(Map.of())).isEmpty();
  }

  @Test
  void tablesMayHaveTheOptionsOfBoth() {
    PluginConnector connector = add("p", BOTH).connectors().getFirst();
    TableDefinition table = table(connector, Map.of("url", "x", "rows", "1", "gap", "3"));
    assertThat(((CanRead) connector).source(table).bounded()).isTrue();
    assertThat(((CanWrite) connector).sink(table).maxParallelism()).isEqualTo(3);
    TableDefinition endless = table(connector, Map.of("url", "x"));
    assertThat(((CanRead) connector).source(endless).bounded()).isFalse();
    TableDefinition sink = table(connector, Map.of("url", "x", "type", "sink"));
    assertThat(((CanWrite) connector).sink(sink).acceptsChangelog()).isFalse();
    assertError(
        () -> ((CanRead) connector).source(sink),
        ErrorCode.INVALID_OPTION,
        "option 'type' is 'sink', expected one of 'source'");
    TableDefinition bare = table(connector, Map.of("rows", "1"));
    assertError(
        () -> ((CanWrite) connector).sink(bare), ErrorCode.MISSING_OPTION, "the option 'url'");
  }

  @Test
  void aTypeThatPluginsDoNotKnow() {
    PluginConnector connector = add("p", BOTH).connectors().getFirst();
    var column = Field.nullable("x", new ArrowType.LargeUtf8());
    var table =
        new TableDefinition("t", connector.id(), new Schema(List.of(column)), Map.of("url", "x"));
    assertError(() -> ((CanRead) connector).source(table), ErrorCode.TYPE_MISMATCH, "column 'x'");
  }

  @Test
  void aNameIsTakenByAnotherPlugin() {
    String source = "\"sources\":[{\"name\":\"a\",\"description\":\"%s\"}]";
    add("p", source.formatted("d"));
    assertError(
        () -> add("q", source.formatted("d")),
        ErrorCode.DUPLICATE_NAME,
        "connector 'a' is in plugin 'p'");
    // Another version of the plugin may have it.
    add("p", source.formatted("other"));
    assertThat(registry.connectors()).hasSize(2);
  }

  @Test
  void aNameIsBuiltIn() {
    registry.reserveConnectors(List.of("a"));
    assertError(() -> add("p", BOTH), ErrorCode.DUPLICATE_NAME, "one that is built in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "sources":[]                                          | no functions, sources, sinks or formats
          "sources":[{"name":"A","description":"d"}]            | a source has the name 'A'
          "sources":[{"name":"a"}]                              | has the description ''
          "sources":[{"name":"a","description":"d"},{"name":"a","description":"d"}] | the source 'a' twice
          "sinks":[{"name":"a","description":"d"},{"name":"a","description":"d"}] | the sink 'a' twice
          "sources":[{"name":"a","description":"d","bounded":"rows"}] | bounded by 'rows'
          "sources":[{"name":"a","description":"d","bounded":1}] | bounded by '1'
          "sources":[{"name":"a","description":"d","event_time":"ts"}] | the event time 'ts'
          "sources":[{"name":"a","description":"d","columns":[{"name":"x","type":"l"}],"event_time":"x"}] | the event time 'x'
          "sources":[{"name":"a","description":"d","columns":[{"name":"x","type":"q"}]}] | the type 'q'
          "sources":[{"name":"a","description":"d","columns":[{"name":"x","type":"l"},{"name":"x","type":"l"}]}] | the column 'x' twice
          "sources":[{"name":"a","description":"d","options":{"properties":{"late_table":{"type":"string","description":"d"}}}}] | one of all tables
          "sinks":[{"name":"a","description":"d","delivery":"exactly_once"}] | delivery 'exactly_once'
          "sinks":[{"name":"a","description":"d","max_parallelism":0}] | max_parallelism 0
          "sources":[{"name":"a","description":"d","options":{"properties":{"o":{"type":"string","description":"d"}}}}],"sinks":[{"name":"a","description":"d","options":{"properties":{"o":{"type":"integer","description":"d"}}}}] | describe the option 'o' differently
          """)
  void wrongDescriptions(String fields, String message) {
    assertError(() -> add("p", fields), ErrorCode.PLUGIN_INVALID, message);
  }

  private static void assertError(Runnable action, ErrorCode code, String message) {
    WadiException error = catchThrowableOfType(WadiException.class, action::run);
    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.code()).isEqualTo(code);
  }
}
