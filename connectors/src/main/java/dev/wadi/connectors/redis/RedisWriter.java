package dev.wadi.connectors.redis;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VarCharVector;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/// Writes the rows of a batch in one go, and waits until the server has them. A batch that fails
/// may have been written in part.
final class RedisWriter implements BatchWriter {
  private final TableDefinition table;
  private final RedisServer server;
  private final RedisTarget target;
  private final RedisFormat.Encoding encoding;
  private final byte[] prefix;
  private UnifiedJedis client;

  RedisWriter(
      TableDefinition table,
      RedisServer server,
      RedisTarget target,
      RedisFormat.Encoding encoding) {
    this.table = table;
    this.server = server;
    this.target = target;
    this.encoding = encoding;
    this.prefix = target.prefix().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(Batch batch) {
    List<byte[]> values = encoding.values(batch);
    try {
      if (client == null) {
        client = server.open();
      }
      try (AbstractPipeline commands = client.pipelined()) {
        List<Response<?>> answers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
          send(commands, batch, batch.row(i), values.get(i), answers);
        }
        commands.sync();
        // An answer that is an error throws it.
        answers.forEach(Response::get);
      }
    } catch (JedisException e) {
      throw server.failed(e);
    }
  }

  private void send(
      AbstractPipeline commands, Batch batch, int row, byte[] value, List<Response<?>> answers) {
    byte[] key = target.keyColumn() < 0 ? prefix : prefixed(text(batch, target.keyColumn(), row));
    byte[] field =
        target.place() instanceof RedisTarget.Place.Hash hash
            ? text(batch, hash.fieldColumn(), row)
            : null;
    target.write(commands, key, field, value, answers);
  }

  private byte[] text(Batch batch, int column, int row) {
    var texts = (VarCharVector) batch.column(column).vector();
    if (texts.isNull(row)) {
      throw RedisTarget.nullKey(table.schema().getFields().get(column).getName());
    }
    return texts.get(row);
  }

  private byte[] prefixed(byte[] text) {
    var key = new ByteArrayOutputStream(prefix.length + text.length);
    key.writeBytes(prefix);
    key.writeBytes(text);
    return key.toByteArray();
  }

  @Override
  public void flush() {
    // a batch is written when it has come
  }

  @Override
  public void finish() {
    // nothing is held back
  }

  @Override
  public void close() {
    encoding.close();
    if (client != null) {
      client.close();
    }
  }
}
