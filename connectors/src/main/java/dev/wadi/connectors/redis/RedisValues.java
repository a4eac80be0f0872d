package dev.wadi.connectors.redis;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.format.JsonObjects;
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
  private final List<Field> inValue;
  private UnifiedJedis client;

  RedisValues(RedisLookup lookup, LookupTable.LookupContext context) {
    this.lookup = lookup;
    this.context = context;
    List<Field> all = lookup.table().schema().getFields();
    this.columns = context.columns().stream().map(all::get).toList();
    this.inValue = columns.stream().filter(column -> !lookup.isKey(column)).toList();
  }

  @Override
  public Found find(Batch keys) {
    var texts = (VarCharVector) keys.column(0).vector();
    if (client == null) {
      client = lookup.server().open();
    }
    List<byte[]> values = lookup.server().ask(client, open -> values(open, texts));
    int[] found = new int[values.size()];
    int count = 0;
    var objects = new JsonObjects(lookup.json());
    try (var rows = new BatchBuilder(inValue, context.allocator(), Math.max(1, values.size()))) {
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) != null) {
          read(objects, values.get(i), rows, texts, i);
          found[count++] = i;
        }
      }
      int[] numbers = Arrays.copyOf(found, count);
      return new Found(withKeys(rows.build(), texts, numbers), numbers);
    }
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

  private void read(
      JsonObjects objects, byte[] value, BatchBuilder rows, VarCharVector keys, int key) {
    try {
      objects.read(value, 0, value.length, rows);
      rows.endRow();
    } catch (BadValue e) {
      throw new WadiException(
          ErrorCode.BAD_DATA,
          "table '%s', redis key '%s%s': %s"
              .formatted(
                  lookup.table().name(), lookup.prefix(), keys.getObject(key), e.getMessage()));
    }
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
    if (client != null) {
      client.close();
    }
  }
}
