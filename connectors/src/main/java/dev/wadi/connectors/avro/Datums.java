package dev.wadi.connectors.avro;

import org.apache.avro.Schema;

/// How a message tells what its datum is written by. Thread-safe; calls may block for less than a
/// minute.
public sealed interface Datums permits RawDatums, RegisteredDatums {
  /// Takes what stands before the datum from the input.
  ///
  /// @return what the datum is written by; the same object for the same schema
  /// @throws dev.wadi.connectors.column.BadValue if the message does not say
  /// @throws dev.wadi.sdk.error.WadiException if a registry cannot be asked
  Schema schema(AvroInput in);

  /// What stands before a datum that is written by a schema.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a registry cannot be asked, or refuses the schema
  byte[] header(Schema schema);
}
