package dev.wadi.connectors.format;

import org.apache.arrow.vector.types.pojo.Schema;

/// Each message is a JSON object. A missing field is null, an unknown one is ignored.
record JsonMessages(Schema schema, JsonOptions options) implements MessageFormat {
  @Override
  public MessageReader reader() {
    var objects = new JsonObjects(options);
    return (message, rows) -> {
      objects.read(message, 0, message.length, rows.columns(), rows.row());
      rows.end();
    };
  }

  @Override
  public MessageWriter writer() {
    return batch -> JsonRows.values(schema, batch, options);
  }
}
