package dev.wadi.connectors.redis;

import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// String values that are JSON objects, or what a plugin's format reads, by key. The primary key,
/// and each column that is metadata, is the key; the other columns are in the value.
///
/// @param prefix what keys begin with, besides what they are looked up by
record RedisLookup(TableDefinition table, RedisServer server, String prefix, RedisFormat format)
    implements LookupTable {

  static RedisLookup of(
      TableDefinition table, RedisServer server, Options options, RedisFormat format) {
    String prefix = options.text(RedisTarget.PREFIX).orElse("");
    return new RedisLookup(table, server, prefix, format);
  }

  static void check(TableDefinition table, Options options) {
    RedisTarget.refuseForLookup(options);
    boolean fits =
        table.primaryKey().size() == 1
            && table.schema().findField(table.primaryKey().getFirst()).getType()
                instanceof ArrowType.Utf8;
    if (!fits) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "table '%s' is looked up in redis, so its primary key has to be one TEXT column"
                  .formatted(table.name()))
          .withHint("declare: id TEXT METADATA FROM 'key' PRIMARY KEY");
    }
  }

  /// The table without what is in the keys.
  static TableDefinition inValues(TableDefinition table) {
    List<Field> fields =
        table.schema().getFields().stream().filter(field -> !isKey(table, field)).toList();
    return new TableDefinition(
        table.name(), table.connector(), new Schema(fields), table.options(), table.primaryKey());
  }

  boolean isKey(Field column) {
    return isKey(table, column);
  }

  private static boolean isKey(TableDefinition table, Field column) {
    return column.getName().equals(table.primaryKey().getFirst())
        || HasMetadata.keyOf(column).isPresent();
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Lookup open(LookupContext context) {
    return new RedisValues(this, context);
  }
}
