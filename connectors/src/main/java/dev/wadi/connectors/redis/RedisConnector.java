package dev.wadi.connectors.redis;

import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// `redis`: looks up JSON values by key; writes rows as strings, lists or hashes.
public final class RedisConnector implements CanLookup, CanWrite, HasMetadata {
  static final String KEY = "key";

  private static final List<Option> OPTIONS =
      Stream.of(
              RedisServer.OPTIONS,
              List.of(
                  Direction.OPTION,
                  Option.optional("format", "what a value is: 'json', the default and only one")),
              RedisTarget.OPTIONS,
              JsonOptions.OPTIONS)
          .flatMap(List::stream)
          .toList();

  private enum Format {
    JSON
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
  public LookupTable lookup(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.LOOKUP.check(options);
    options.choice("format", Format.class);
    return RedisLookup.of(table, RedisServer.of(options), options, JsonOptions.of(options));
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SINK.check(options);
    options.choice("format", Format.class);
    return new Rows(
        table, RedisServer.of(options), RedisTarget.of(table, options), JsonOptions.of(options));
  }

  private record Rows(
      TableDefinition table, RedisServer server, RedisTarget target, JsonOptions json)
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
      return new RedisWriter(table, server, target, json);
    }
  }
}
