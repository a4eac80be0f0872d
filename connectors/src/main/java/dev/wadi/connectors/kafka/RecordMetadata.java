package dev.wadi.connectors.kafka;

import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.sdk.connector.HasMetadata;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What is known of a record besides its value.
enum RecordMetadata {
  OFFSET_ID(new ArrowType.Int(64, true)) {
    @Override
    void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row) {
      column.setInteger(row, from.offset());
    }
  },
  PARTITION(new ArrowType.Int(32, true)) {
    @Override
    void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row) {
      column.setInteger(row, from.partition());
    }
  },
  TOPIC(ArrowType.Utf8.INSTANCE) {
    @Override
    void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row) {
      column.setText(row, from.topic());
    }
  },
  /// Milliseconds since 1970.
  TIMESTAMP(new ArrowType.Int(64, true)) {
    @Override
    void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row) {
      column.setInteger(row, from.timestamp());
    }
  },
  KEY(ArrowType.Binary.INSTANCE) {
    @Override
    void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row) {
      if (from.key() == null) {
        column.setNull(row);
      } else {
        column.setBytes(row, from.key(), 0, from.key().length);
      }
    }
  };

  /// All of them, as {@link HasMetadata} wants it.
  static final List<Field> FIELDS =
      List.of(values()).stream()
          .map(value ->
              new Field(
                  value.name().toLowerCase(Locale.ROOT),
                  new FieldType(value == KEY, value.type, null),
                  null))
          .toList();

  private final ArrowType type;

  RecordMetadata(ArrowType type) {
    this.type = type;
  }

  abstract void write(ConsumerRecord<byte[], byte[]> from, ScalarBuilder column, int row);

  static RecordMetadata ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
