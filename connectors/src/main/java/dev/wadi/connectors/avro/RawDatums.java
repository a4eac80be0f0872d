package dev.wadi.connectors.avro;

import org.apache.avro.Schema;

/// Messages are nothing but datums.
///
/// @param schema of all that are read
public record RawDatums(Schema schema) implements Datums {
  private static final byte[] NOTHING = {};

  @Override
  public Schema schema(AvroInput in) {
    return schema;
  }

  @Override
  public byte[] header(Schema writer) {
    return NOTHING;
  }
}
