package dev.wadi.connectors.redis;

import dev.wadi.connectors.format.Formats;
import dev.wadi.connectors.format.Formats.Choice;
import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanTest;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import redis.clients.jedis.UnifiedJedis;

/// `redis`: looks up JSON values by key; writes rows as strings, lists or hashes.
public final class RedisConnector
    implements CanLookup, CanWrite, CanTest, HasMetadata, UsesPlugins {
  static final String KEY = "key";

  private static final List<Option> OPTIONS =
      Stream.of(
              RedisServer.OPTIONS,
              List.of(
                  Direction.OPTION,
                  Option.optional(
                          "format", "what a value is: 'json' (default) or " + Formats.PLUGINS)
                      .taking(OptionValues.oneOf(Format.class).orOthers().otherwise("json"))),
              RedisTarget.OPTIONS,
              JsonOptions.OPTIONS)
          .flatMap(List::stream)
          .toList();

  private enum Format {
    JSON
  }

  private final Formats formats;

  /// Without formats of plugins.
  public RedisConnector() {
    this(FormatProvider.NONE);
  }

  public RedisConnector(FormatProvider plugins) {
    this.formats = new Formats(plugins);
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public String description() {
    return "Redis: looks up JSON values by key, writes strings, lists and hashes";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public List<Field> metadata(Map<String, String> options) {
    return List.of(Field.notNullable(KEY, ArrowType.Utf8.INSTANCE));
  }

  @Override
  public List<Option> options(Map<String, String> written) {
    return formats.options(written, OPTIONS);
  }

  @Override
  public TableDefinition pinned(TableDefinition table) {
    return formats.pinned(table);
  }

  @Override
  public String test(TableDefinition table) {
    RedisServer server =
        RedisServer.of(Options.some(table, formats.options(table.options(), OPTIONS)));
    try (UnifiedJedis client = server.open()) {
      server.ask(client, UnifiedJedis::ping);
    }
    return "redis at %s answers".formatted(server.addresses());
  }

  @Override
  public LookupTable lookup(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.LOOKUP.check(options);
    RedisLookup.check(table, options);
    RedisFormat format = format(RedisLookup.inValues(table), options, Direction.LOOKUP);
    return RedisLookup.of(table, RedisServer.of(options), options, format);
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SINK.check(options);
    RedisFormat format = format(table, options, Direction.SINK);
    return new Rows(table, RedisServer.of(options), RedisTarget.of(table, options), format);
  }

  private RedisFormat format(TableDefinition table, Options options, Direction direction) {
    return switch (formats.choice(options, Format.JSON)) {
      case Choice.BuiltIn(Format _) -> new RedisFormat.Json(JsonOptions.of(options));
      case Choice.OfPlugin(FormatSignature chosen) ->
          new RedisFormat.OfPlugin(formats.of(chosen, table, options, direction));
    };
  }

  private record Rows(
      TableDefinition table, RedisServer server, RedisTarget target, RedisFormat format)
      implements Sink {
    @Override
    public int maxParallelism() {
      return Integer.MAX_VALUE;
    }

    @Override
    public boolean blocking() {
      return true;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      return new RedisWriter(table, server, target, format.encoding(table));
    }
  }
}
