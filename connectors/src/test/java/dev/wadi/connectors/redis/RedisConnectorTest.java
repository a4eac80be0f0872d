package dev.wadi.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.fppt.jedismock.RedisServer;
import dev.wadi.connectors.testing.ListedFormat;
import dev.wadi.connectors.testing.LookupContract;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// Against a server in this process that speaks the protocol.
class RedisConnectorTest extends LookupContract {
  private final RedisConnector connector = new RedisConnector(new ListedFormat());
  private RedisServer server;
  private RedisClient redis;

  @Override
  protected CanLookup connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() {
    return table("target.key_prefix", "t:");
  }

  private TableDefinition table(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("address", "redis://%s:%d".formatted(server.getHost(), server.getBindPort()));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return new TableDefinition("t", "redis", SCHEMA, options, List.of("k"));
  }

  @Override
  protected void prepare() throws IOException {
    server = RedisServer.newRedisServer().start();
    redis =
        RedisClient.builder()
            .hostAndPort(server.getHost(), server.getBindPort())
            .clientConfig(DefaultJedisClientConfig.builder().serverDefaultProtocol().build())
            .build();
    redis.set("t:a", "{\"n\": 1, \"s\": \"x\", \"more\": [1]}");
    redis.set("t:b", "{\"n\": 2}");
    redis.set("t:grün", "{\"s\": \"y\", \"n\": 3}");
    redis.set("t:bad", "{\"n\": \"many\"}");
  }

  @AfterEach
  void stopServer() throws IOException {
    redis.close();
    server.stop();
  }

  @Test
  void aValueThatIsNoRowIsAnErrorThatNamesItsKey() {
    try (Lookup lookup = open(0, 1, 2)) {
      assertThatThrownBy(() -> find(lookup, SCHEMA, "bad"))
          .isInstanceOf(WadiException.class)
          .hasMessageContaining("redis key 't:bad': column 'n' expects BIGINT");
    }
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    Map<String, String> nobody = Map.of("address", "redis://localhost:1");
    var table = new TableDefinition("t", "redis", SCHEMA, nobody, List.of("k"));
    try (Lookup lookup = open(table, 1 << 20, 0, 1, 2)) {
      assertThatThrownBy(() -> find(lookup, SCHEMA, "a"))
          .isInstanceOf(WadiException.class)
          .hasMessageContaining("redis at [localhost:1]");
    }
  }

  @Test
  void valuesMayBeInAPluginsFormat() {
    redis.set("p:a", "n=1,s=x");
    redis.set("p:b", "s=y");
    redis.set("p:none", "");
    redis.set("p:two", "n=1;n=2");
    redis.set("p:bad", "!");
    try (Lookup lookup = openListed("p:", 0, 1, 2)) {
      assertThat(find(lookup, SCHEMA, "b", "none", "missing", "a"))
          .containsExactly(
              "0 {\"k\":\"b\",\"n\":null,\"s\":\"y\"}", "3 {\"k\":\"a\",\"n\":1,\"s\":\"x\"}");
      assertThat(find(lookup, SCHEMA, "missing")).isEmpty();
      assertThatThrownBy(() -> find(lookup, SCHEMA, "two"))
          .hasMessageEndingWith("redis key 'p:two': it is more than one row");
      assertThatThrownBy(() -> find(lookup, SCHEMA, "bad"))
          .hasMessageEndingWith("redis key 'p:bad': an exclamation mark");
    }
  }

  private Lookup openListed(String prefix, Integer... columns) {
    TableDefinition table = table("target.key_prefix", prefix, "format", "messages");
    return open(table, 1 << 20, columns);
  }

  @Test
  void valuesAreWrittenInAPluginsFormat() {
    write(
        table(
            "target",
            "string",
            "target.key_prefix",
            "w:",
            "target.key_column",
            "k",
            "format",
            "messages",
            "messages.end",
            ".\n"));
    assertThat(redis.get("w:b")).isEqualTo("k=b,n=2.\n");
    assertThatThrownBy(
            () -> connector.sink(table("format", "messages", "json.decimal_encoding", "string")))
        .hasMessageContaining("no option of a format that the table is not in");
  }

  @Test
  void stringsAreOverwrittenAndMayExpire() {
    write(table("target", "string", "target.key_prefix", "s:", "target.key_column", "k"));
    assertThat(redis.get("s:a")).isEqualTo("{\"k\":\"a\",\"n\":3,\"s\":null}");
    assertThat(redis.get("s:b")).isEqualTo("{\"k\":\"b\",\"n\":2,\"s\":null}");
    assertThat(redis.ttl("s:a")).isEqualTo(-1);
    write(table("target", "string", "target.key_prefix", "all", "target.ttl_secs", "1000"));
    assertThat(redis.get("all")).contains("\"n\":3");
    assertThat(redis.ttl("all")).isBetween(1L, 1000L);
  }

  @Test
  void listsGrowAtEitherEndToTheirLength() {
    write(table("target", "list", "target.key_prefix", "l"));
    assertThat(redis.lrange("l", 0, -1)).hasSize(3).last().asString().contains("\"n\":3");
    write(
        table(
            "target",
            "list",
            "target.key_prefix",
            "p:",
            "target.key_column",
            "k",
            "target.operation",
            "prepend",
            "target.max_length",
            "1"));
    assertThat(redis.lrange("p:a", 0, -1)).containsExactly("{\"k\":\"a\",\"n\":3,\"s\":null}");
  }

  @Test
  void hashesHaveAFieldForEachRow() {
    write(table("target", "hash", "target.key_prefix", "h", "target.field_column", "k"));
    assertThat(redis.hgetAll("h"))
        .containsOnlyKeys("a", "b")
        .containsEntry("a", "{\"k\":\"a\",\"n\":3,\"s\":null}");
  }

  @Test
  void whatTheServerRefusesIsAnError() {
    redis.set("h", "no hash");
    TableDefinition table =
        table("target", "hash", "target.key_prefix", "h", "target.field_column", "k");
    assertThatThrownBy(() -> write(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("WRONGTYPE");
  }

  @Test
  void aRowWithoutItsKeyIsAnError() {
    TableDefinition table =
        table("target", "string", "target.key_prefix", "x", "target.key_column", "s");
    assertThatThrownBy(() -> write(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("column 's' is a key in redis, but is NULL");
  }

  @ParameterizedTest
  @CsvSource({
    "target, tree, 'one of ''string'', ''list'', ''hash'''",
    "target.key_column, n, the name of a TEXT column",
    "target.max_length, 5, not to be given",
    "target.ttl_secs, 0, a whole number of at least 1",
    "cluster.addresses, 'a,b', to stand alone",
    "address, 'redis://a,redis://b', an address such as",
    "address, http://a, an address such as",
    "address, redis://u:p@a, an address such as",
    "address, redis://a/x, a database number",
    "format, csv, one of 'json'",
    "type, lookup, expected 'sink'"
  })
  void wrongOptionsOfASinkAreRefused(String name, String value, String message) {
    TableDefinition table = table("target", "string", "target.key_prefix", "x", name, value);
    assertThatThrownBy(() -> connector.sink(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLookupTakesOneTextAsKey() {
    var table = new TableDefinition("t", "redis", SCHEMA, table().options(), List.of("k", "s"));
    assertThatThrownBy(() -> connector.lookup(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("has to be one TEXT column");
    assertThatThrownBy(() -> connector.lookup(table("target", "hash")))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("to be looked up");
  }

  // Rows (a, 1), (b, 2), (a, 3).
  private void write(TableDefinition table) {
    try (var scope = MemoryScope.unlimited()) {
      var keys = new VarCharVector("", scope.allocator());
      var numbers = new BigIntVector("", scope.allocator());
      var nulls = new VarCharVector("", scope.allocator());
      String[] texts = {"a", "b", "a"};
      nulls.allocateNew(3);
      for (int i = 0; i < texts.length; i++) {
        keys.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
        numbers.setSafe(i, i + 1);
      }
      List.of(keys, numbers, nulls).forEach(vector -> vector.setValueCount(3));
      Reading.write(
          connector,
          table,
          Batch.of(List.of(Column.of(keys), Column.of(numbers), Column.of(nulls)), 3));
    }
  }
}
