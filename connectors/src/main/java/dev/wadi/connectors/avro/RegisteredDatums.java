package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.registry.SchemaRegistry;
import dev.wadi.connectors.registry.StoredSchema;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages begin with a zero and the four bytes of the number that a registry has given the
/// datum's schema. What a number means never changes, so it is asked for once.
public final class RegisteredDatums implements Datums {
  private static final Logger LOG = LoggerFactory.getLogger(RegisteredDatums.class);
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;
  // What is no such message may name any number: not each is to be asked for.
  private static final int REFUSED_MAX = 1_000;
  private static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SchemaRegistry registry;
  private final String subject;
  private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Refused> refused = new HashMap<>();
  private final Map<Schema, Integer> registered = new HashMap<>();

  /// @param untilNanos when to ask again
  private record Refused(String reason, long untilNanos) {}

  /// @param subject under which schemas are registered
  public RegisteredDatums(SchemaRegistry registry, String subject) {
    this.registry = registry;
    this.subject = subject;
  }

  @Override
  public Schema schema(AvroInput in) {
    int start = in.at();
    if (in.bytes().length < HEADER_BYTES || in.bytes()[start] != MAGIC) {
      throw new BadValue(
          "the message does not begin with 0 and the number of a schema; is it a raw datum?");
    }
    in.skip(HEADER_BYTES);
    int id = ByteBuffer.wrap(in.bytes()).getInt(start + 1);
    Schema schema = known.get(id);
    return schema == null ? ask(id) : schema;
  }

  private synchronized Schema ask(int id) {
    if (known.containsKey(id)) {
      return known.get(id);
    }
    Refused before = refused.get(id);
    if (before != null && System.nanoTime() - before.untilNanos < 0) {
      throw new BadValue(before.reason);
    }
    try {
      Optional<StoredSchema> stored = registry.byId(id);
      Schema schema =
          StoredSchemas.parse(
              stored.orElseThrow(() ->
                  new BadValue("the registry has no schema with the number %d".formatted(id))),
              registry);
      known.put(id, schema);
      return schema;
    } catch (BadValue e) {
      refuse(id, e.getMessage());
      throw e;
    }
  }

  private void refuse(int id, String reason) {
    if (refused.size() >= REFUSED_MAX) {
      refused.clear();
    }
    refused.put(id, new Refused(reason, System.nanoTime() + REFUSED_NANOS));
  }

  @Override
  public synchronized byte[] header(Schema schema) {
    int id = registered.computeIfAbsent(schema, this::register);
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
  }

  private int register(Schema schema) {
    int id = registry.register(subject, schema.toString());
    LOG.info("subject '{}' has the schema of the table's columns as number {}", subject, id);
    return id;
  }
}
