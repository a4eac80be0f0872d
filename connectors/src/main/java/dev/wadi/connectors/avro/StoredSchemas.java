package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.registry.SchemaRegistry;
import dev.wadi.connectors.registry.StoredSchema;
import dev.wadi.connectors.registry.StoredSchema.Reference;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// Makes schemas of what a registry has.
public final class StoredSchemas {
  private static final int REFERENCES_MAX = 200;

  private StoredSchemas() {}

  /// @param registry has what the schema refers to
  /// @throws BadValue if it is none in Avro
  public static Schema parse(StoredSchema stored, SchemaRegistry registry) {
    return parse(stored, registry, parser(), new HashSet<>());
  }

  // Knows the types of all that it has parsed before.
  private static Schema parse(
      StoredSchema stored, SchemaRegistry registry, Schema.Parser parser, Set<Reference> seen) {
    if (!stored.type().equalsIgnoreCase("AVRO")) {
      throw new BadValue("the registry's schema is in %s, expected Avro".formatted(stored.type()));
    }
    for (Reference reference : stored.references()) {
      if (seen.size() >= REFERENCES_MAX) {
        throw new BadValue("the schema refers to more than %d others".formatted(REFERENCES_MAX));
      }
      if (seen.add(reference)) {
        parse(registry.referenced(reference), registry, parser, seen);
      }
    }
    try {
      return parser.parse(stored.text());
    } catch (AvroRuntimeException e) {
      throw new BadValue("the registry's schema is none in Avro: " + e.getMessage());
    }
  }

  /// A schema that stands alone.
  ///
  /// @throws AvroRuntimeException if it is none
  public static Schema parse(String text) {
    return parser().parse(text);
  }

  // A default that does not fit is the business of who writes.
  private static Schema.Parser parser() {
    return new Schema.Parser().setValidateDefaults(false);
  }
}
