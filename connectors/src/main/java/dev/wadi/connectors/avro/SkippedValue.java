package dev.wadi.connectors.avro;

import org.apache.avro.Schema;

/// Passes over what no column wants.
final class SkippedValue {
  private SkippedValue() {}

  static void skip(Schema schema, AvroInput in) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> in.readBoolean();
      case INT, LONG, ENUM -> in.readLong();
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case STRING, BYTES -> in.skip(in.readLength());
      case FIXED -> in.skip(schema.getFixedSize());
      case UNION -> skip(schema.getTypes().get(in.readIndex(schema.getTypes().size())), in);
      case RECORD, ARRAY, MAP -> {
        in.enter();
        nested(schema, in);
        in.leave();
      }
    }
  }

  private static void nested(Schema schema, AvroInput in) {
    if (schema.getType() == Schema.Type.RECORD) {
      schema.getFields().forEach(field -> skip(field.schema(), in));
      return;
    }
    boolean map = schema.getType() == Schema.Type.MAP;
    Schema element = map ? schema.getValueType() : schema.getElementType();
    for (long left = in.readBlock(); left > 0; left = in.readBlock()) {
      for (long i = 0; i < left; i++) {
        if (map) {
          in.skip(in.readLength());
        }
        skip(element, in);
      }
    }
  }
}
