package dev.wadi.connectors.redis;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/// Asks a server for the values of keys, all in one go.
final class RedisValues implements Lookup {
  private final RedisLookup lookup;
  private final LookupTable.LookupContext context;
  private final List<Field> columns;
  private final RedisFormat.Decoding decoding;
  private UnifiedJedis client;

  RedisValues(RedisLookup lookup, LookupTable.LookupContext context) {
    this.lookup = lookup;
    this.context = context;
    List<Field> all = lookup.table().schema().getFields();
    this.columns = context.columns().stream().map(all::get).toList();
    this.decoding =
        lookup
            .format()
            .decoding(
                columns.stream().filter(column -> !lookup.isKey(column)).toList(),
                context.allocator());
  }

  @Override
  public Found find(Batch keys) {
    var texts = (VarCharVector) keys.column(0).vector();
    if (client == null) {
      client = lookup.server().open();
    }
    List<byte[]> values = lookup.server().ask(client, open -> values(open, texts));
    List<byte[]> present = new ArrayList<>();
    int[] found = new int[values.size()];
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        found[present.size()] = i;
        present.add(values.get(i));
      }
    }
    int[] keysFound = Arrays.copyOf(found, present.size());
    Found rows =
        decoding.rows(
            present, (value, reason) -> malformed(texts.getObject(keysFound[value]), reason));
    int[] numbers = Arrays.stream(rows.keys()).map(value -> keysFound[value]).toArray();
    return new Found(withKeys(rows.rows(), texts, numbers), numbers);
  }

  private List<byte[]> values(UnifiedJedis open, VarCharVector keys) {
    try (AbstractPipeline commands = open.pipelined()) {
      List<Response<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < keys.getValueCount(); i++) {
        String key = lookup.prefix() + new String(keys.get(i), StandardCharsets.UTF_8);
        answers.add(commands.get(key.getBytes(StandardCharsets.UTF_8)));
      }
      commands.sync();
      List<byte[]> values = new ArrayList<>();
      answers.forEach(answer -> values.add(answer.get()));
      return values;
    }
  }

  private void malformed(Object key, String reason) {
    throw new WadiException(
        ErrorCode.BAD_DATA,
        "table '%s', redis key '%s%s': %s"
            .formatted(lookup.table().name(), lookup.prefix(), key, reason));
  }

  private Batch withKeys(Batch values, VarCharVector keys, int[] found) {
    List<Column> all = new ArrayList<>();
    int next = 0;
    try (values) {
      for (Field column : columns) {
        all.add(lookup.isKey(column) ? keys(column, keys, found) : values.column(next++).retain());
      }
      return Batch.of(all, found.length);
    }
  }

  private Column keys(Field column, VarCharVector keys, int[] found) {
    var vector = (VarCharVector) column.createVector(context.allocator());
    vector.allocateNew();
    for (int i = 0; i < found.length; i++) {
      vector.setSafe(i, keys.get(found[i]));
    }
    vector.setValueCount(found.length);
    return Column.of(vector);
  }

  @Override
  public void close() {
    decoding.close();
    if (client != null) {
      client.close();
    }
  }
}
