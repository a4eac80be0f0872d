package dev.wadi.connectors.format;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// Each message is a change as Debezium describes it. What is written adds a row or takes it back:
/// readers that count on a row's changes being in order find those of one key in one place.
///
/// @param primaryKey the names of its columns, possibly none
record DebeziumMessages(Schema schema, List<String> primaryKey, JsonOptions options)
    implements MessageFormat {

  static DebeziumMessages of(TableDefinition table, Options options, Direction direction) {
    UnstructuredJson.refuse(options);
    if (direction == Direction.SOURCE) {
      DebeziumFormat.requireKey(table.primaryKey());
    }
    return new DebeziumMessages(
        table.schema(),
        table.primaryKey(),
        JsonOptions.debezium(options).withSchema(ConnectSchema.isIncluded(table, options)));
  }

  @Override
  public boolean changelog() {
    return true;
  }

  @Override
  public MessageReader reader() {
    var images = new DebeziumImages(options);
    return (message, rows) -> {
      try {
        if (images.read(message, 0, message.length, rows.builder())) {
          rows.end();
        }
      } catch (IOException e) {
        throw new IllegalStateException("memory cannot fail to be read", e);
      }
    };
  }

  @Override
  public MessageWriter writer() {
    var changes = new DebeziumRows(schema, primaryKey, options);
    return new MessageWriter() {
      @Override
      public List<byte[]> values(Batch batch) {
        return changes.values(batch);
      }

      @Override
      public List<byte[]> keys(Batch batch) {
        return changes.keys(batch).stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toList();
      }

      @Override
      public List<Integer> orders(Batch batch) {
        return changes.images(batch).stream().map(String::hashCode).toList();
      }
    };
  }
}
