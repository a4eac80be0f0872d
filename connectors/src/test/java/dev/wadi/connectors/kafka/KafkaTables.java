package dev.wadi.connectors.kafka;

import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Tables over topics of the test's broker.
final class KafkaTables {
  static final Field NUMBER = Field.notNullable("n", new ArrowType.Int(64, true));
  static final Field TEXT = Field.nullable("text", ArrowType.Utf8.INSTANCE);

  private KafkaTables() {}

  /// A table in JSON.
  ///
  /// @param options names and values in turn
  static TableDefinition json(
      KafkaBroker broker, String topic, List<Field> columns, String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap_servers", broker.servers());
    all.put("topic", topic);
    all.put("format", "json");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new TableDefinition("t", "kafka", new Schema(columns), all);
  }

  static Field metadata(RecordMetadata which) {
    Field field = RecordMetadata.FIELDS.get(which.ordinal());
    return HasMetadata.column("m_" + field.getName(), field.getName(), field);
  }
}
