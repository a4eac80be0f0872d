package dev.wadi.connectors.redis;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/// Where a row is written.
///
/// @param prefix what keys begin with
/// @param keyColumn what follows it, or -1 if nothing does
/// @param place what is at the key
record RedisTarget(String prefix, int keyColumn, Place place) {
  static final String PREFIX = "target.key_prefix";

  private static final String TARGET = "target";
  private static final String KEY_COLUMN = "target.key_column";
  private static final String FIELD_COLUMN = "target.field_column";
  private static final String TTL = "target.ttl_secs";
  private static final String MAX_LENGTH = "target.max_length";
  private static final String OPERATION = "target.operation";

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(TARGET, "what rows are written as: 'string', 'list' or 'hash'")
              .taking(OptionValues.oneOf(Kind.class)),
          Option.optional(PREFIX, "what keys begin with; of a sink, required"),
          Option.optional(KEY_COLUMN, "the TEXT column that follows the prefix; default none"),
          Option.optional(TTL, "of strings: after how many seconds they expire; default never")
              .taking(OptionValues.INTEGER),
          Option.optional(MAX_LENGTH, "of lists: how many rows are kept; default all")
              .taking(OptionValues.INTEGER),
          Option.optional(OPERATION, "of lists: 'append' (default) or 'prepend'")
              .taking(OptionValues.oneOf(Operation.class).otherwise("append")),
          Option.optional(FIELD_COLUMN, "of hashes: the TEXT column that is the field; required"));

  private enum Kind {
    STRING,
    LIST,
    HASH
  }

  private enum Operation {
    APPEND,
    PREPEND
  }

  /// What is at a key.
  sealed interface Place {
    record Text(OptionalLong ttlSeconds) implements Place {}

    record Items(boolean append, OptionalLong maxLength) implements Place {}

    /// @param fieldColumn the name of the row's value in the hash
    record Hash(int fieldColumn) implements Place {}
  }

  static RedisTarget of(TableDefinition table, Options options) {
    options.required(TARGET);
    Kind kind = options.choice(TARGET, Kind.class).orElseThrow();
    Place place =
        switch (kind) {
          case STRING -> {
            refuse(options, MAX_LENGTH, OPERATION, FIELD_COLUMN);
            yield new Place.Text(options.integer(TTL, 1));
          }
          case LIST -> {
            refuse(options, TTL, FIELD_COLUMN);
            Operation operation =
                options.choice(OPERATION, Operation.class).orElse(Operation.APPEND);
            yield new Place.Items(operation == Operation.APPEND, options.integer(MAX_LENGTH, 1));
          }
          case HASH -> {
            refuse(options, TTL, MAX_LENGTH, OPERATION);
            options.required(FIELD_COLUMN);
            yield new Place.Hash(column(table, options, FIELD_COLUMN));
          }
        };
    return new RedisTarget(options.required(PREFIX), column(table, options, KEY_COLUMN), place);
  }

  /// Refuses the options of other targets.
  static void refuse(Options options, String... names) {
    for (String name : names) {
      options
          .text(name)
          .ifPresent(value -> {
            throw options.invalid(name, value, "not to be given for this target");
          });
    }
  }

  static void refuseForLookup(Options options) {
    options
        .choice(TARGET, Kind.class)
        .filter(kind -> kind != Kind.STRING)
        .ifPresent(kind -> {
          throw options.invalid(TARGET, options.required(TARGET), "'string', to be looked up");
        });
    refuse(options, KEY_COLUMN, FIELD_COLUMN, TTL, MAX_LENGTH, OPERATION);
  }

  private static int column(TableDefinition table, Options options, String option) {
    String name = options.text(option).orElse(null);
    if (name == null) {
      return -1;
    }
    List<Field> fields = table.schema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)
          && fields.get(i).getType() instanceof ArrowType.Utf8) {
        return i;
      }
    }
    throw options.invalid(option, name, "the name of a TEXT column of the table");
  }

  /// Sends the commands for one row, and notes what will be answered.
  ///
  /// @param field null if there is none
  void write(
      AbstractPipeline commands,
      byte[] key,
      byte[] field,
      byte[] value,
      List<Response<?>> answers) {
    switch (place) {
      case Place.Text text when text.ttlSeconds().isPresent() ->
          answers.add(
              commands.set(key, value, SetParams.setParams().ex(text.ttlSeconds().getAsLong())));
      case Place.Text _ -> answers.add(commands.set(key, value));
      case Place.Hash _ -> answers.add(commands.hset(key, field, value));
      case Place.Items items -> {
        answers.add(items.append() ? commands.rpush(key, value) : commands.lpush(key, value));
        if (items.maxLength().isPresent()) {
          long length = items.maxLength().getAsLong();
          answers.add(
              items.append()
                  ? commands.ltrim(key, -length, -1)
                  : commands.ltrim(key, 0, length - 1));
        }
      }
    }
  }

  static WadiException nullKey(String column) {
    return new WadiException(
            ErrorCode.NULL_VIOLATION,
            "column '%s' is a key in redis, but is NULL".formatted(column))
        .withHint("leave such rows out, or use coalesce");
  }
}
