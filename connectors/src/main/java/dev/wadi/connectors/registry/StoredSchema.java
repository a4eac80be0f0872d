package dev.wadi.connectors.registry;

import java.util.List;

/// A schema as a registry has it.
///
/// @param type `AVRO`, `JSON` or `PROTOBUF`
/// @param text in the type's own language
/// @param references to what the text names but does not define
public record StoredSchema(String type, String text, List<Reference> references) {
  public StoredSchema {
    references = List.copyOf(references);
  }

  /// A version of another schema.
  public record Reference(String subject, int version) {}
}
