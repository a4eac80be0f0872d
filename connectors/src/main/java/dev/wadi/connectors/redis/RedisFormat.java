package dev.wadi.connectors.redis;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.format.DecodedRows.Malformed;
import dev.wadi.connectors.format.DecodedValues;
import dev.wadi.connectors.format.EncodedRows;
import dev.wadi.connectors.format.JsonObjects;
import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.format.PluginFormat;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Lookup.Found;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// What values in redis look like.
sealed interface RedisFormat {
  /// Rows as values, for one writer.
  interface Encoding extends AutoCloseable {
    /// A value for each row of a batch that counts.
    List<byte[]> values(Batch batch);

    @Override
    default void close() {}
  }

  /// Values as rows, for one lookup.
  interface Decoding extends AutoCloseable {
    /// The rows of values, at most one of each, and the values that they are made of.
    ///
    /// @param malformed is told of the first value that is, and throws
    Found rows(List<byte[]> values, Malformed malformed);

    @Override
    default void close() {}
  }

  Encoding encoding(TableDefinition table);

  /// @param columns those that are wanted
  Decoding decoding(List<Field> columns, BufferAllocator allocator);

  record Json(JsonOptions options) implements RedisFormat {
    @Override
    public Encoding encoding(TableDefinition table) {
      return batch -> JsonRows.values(table.schema(), batch, options);
    }

    @Override
    public Decoding decoding(List<Field> columns, BufferAllocator allocator) {
      return (values, malformed) -> {
        var objects = new JsonObjects(options);
        try (var rows = new BatchBuilder(columns, allocator, Math.max(1, values.size()))) {
          for (int i = 0; i < values.size(); i++) {
            read(objects, values.get(i), rows, i, malformed);
          }
          return new Found(rows.build(), IntStream.range(0, values.size()).toArray());
        }
      };
    }

    private static void read(
        JsonObjects objects, byte[] value, BatchBuilder rows, int i, Malformed malformed) {
      try {
        objects.read(value, 0, value.length, rows);
        rows.endRow();
      } catch (BadValue e) {
        malformed.record(i, e.getMessage());
      }
    }
  }

  record OfPlugin(PluginFormat format) implements RedisFormat {
    @Override
    public Encoding encoding(TableDefinition table) {
      var rows = new EncodedRows(table.name(), format);
      return new Encoding() {
        @Override
        public List<byte[]> values(Batch batch) {
          return rows.records(batch);
        }

        @Override
        public void close() {
          rows.close();
        }
      };
    }

    @Override
    public Decoding decoding(List<Field> columns, BufferAllocator allocator) {
      var rows = new DecodedValues(format, columns, allocator);
      return new Decoding() {
        @Override
        public Found rows(List<byte[]> values, Malformed malformed) {
          return rows.of(values, malformed);
        }

        @Override
        public void close() {
          rows.close();
        }
      };
    }
  }
}
