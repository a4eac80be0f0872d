package dev.wadi.connectors.format;

import dev.wadi.connectors.avro.Datums;
import dev.wadi.connectors.avro.RawDatums;
import dev.wadi.connectors.avro.RegisteredDatums;
import dev.wadi.connectors.avro.SqlColumns;
import dev.wadi.connectors.avro.StoredSchemas;
import dev.wadi.connectors.avro.TableSchema;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.option.Direction;
import dev.wadi.connectors.registry.RegistryOptions;
import dev.wadi.connectors.registry.SchemaRegistry;
import dev.wadi.connectors.registry.StoredSchema;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// What a table in Avro says of its messages: whether a registry has their schemas, and if not,
/// what they are written by.
final class AvroOptions {
  private static final String REGISTERED = "avro.confluent_schema_registry";
  private static final String RAW = "avro.raw_datums";
  private static final String SCHEMA = "avro.schema";
  private static final String UNSTRUCTURED = "avro.into_unstructured_json";
  private static final String RECORD_NAME = "avro.record_name";
  private static final String SUBJECT = "value.subject";
  private static final String FULL_NAME = "[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*";

  private static final List<Option> OWN =
      List.of(
          Option.optional(
                  REGISTERED,
                  "true, as it is with a schema_registry.endpoint: a message begins with the"
                      + " number that its schema has in the registry")
              .taking(OptionValues.FLAG),
          Option.optional(
                  RAW, "true, as it is without a registry: a message is a datum and nothing else")
              .taking(OptionValues.FLAG),
          Option.optional(
              SCHEMA,
              "of raw datums that are read: what they are written by, as JSON; without it, by what"
                  + " a table with these columns is written"),
          Option.optional(
                  UNSTRUCTURED,
                  "true: each datum that is read, whatever its schema, is the only column, value"
                      + " JSON")
              .taking(OptionValues.FLAG.otherwise("false")),
          Option.optional(
              RECORD_NAME,
              "of the schema that is made of the columns; default the topic's name with _ for what"
                  + " Avro's names cannot have"),
          Option.optional(
              SUBJECT,
              "where the registry has the schema of what is written; default TOPIC-value"));

  static final List<Option> OPTIONS =
      Stream.of(RegistryOptions.OPTIONS, OWN).flatMap(List::stream).toList();

  private final TableDefinition table;
  private final Options options;
  private final Direction direction;
  private final String topic;

  private AvroOptions(TableDefinition table, Options options, Direction direction, String topic) {
    this.table = table;
    this.options = options;
    this.direction = direction;
    this.topic = topic;
  }

  /// Checks the options and the columns.
  ///
  /// @param topic where the messages are
  static AvroMessages of(
      TableDefinition table, Options options, Direction direction, String topic) {
    return new AvroOptions(table, options, direction, topic).format();
  }

  /// Refuses the options of tables in Avro for a table that is not. That a registry is there may be
  /// said to all.
  static void refuse(TableDefinition table, Options options) {
    for (Option option : OWN) {
      String value = table.options().get(option.name());
      if (value != null) {
        throw options.invalid(
            option.name(), value, "no option of a format that the table is not in");
      }
    }
  }

  /// What the registry has, for people who declare columns; empty if the table names no registry.
  ///
  /// @param topic where the messages are
  static Optional<String> test(Options options, String topic) {
    String subject = subject(options, topic);
    return RegistryOptions.of(options)
        .map(registry ->
            registry
                .latest(subject)
                .map(stored -> "holds (%s)".formatted(columns(stored, registry)))
                .orElse("is not there yet"))
        .map(found -> "subject '%s' of the registry %s".formatted(subject, found));
  }

  private static String columns(StoredSchema stored, SchemaRegistry registry) {
    try {
      return SqlColumns.of(StoredSchemas.parse(stored, registry));
    } catch (BadValue e) {
      return e.getMessage();
    }
  }

  private static String subject(Options options, String topic) {
    return options.text(SUBJECT).orElse(topic + "-value");
  }

  private AvroMessages format() {
    Optional<SchemaRegistry> registry = registry();
    boolean reads = direction != Direction.SINK;
    refuseOthers(reads, registry.isPresent());
    boolean unstructured = options.flag(UNSTRUCTURED, false);
    if (unstructured) {
      RawFormat.json(table, Framing.DEFAULT, BadData.FAIL);
    }
    Datums datums =
        registry
            .<Datums>map(known -> new RegisteredDatums(known, subject(options, topic)))
            .orElseGet(() -> new RawDatums(reads ? writers(unstructured) : null));
    return new AvroMessages(table.schema(), datums, unstructured, reads ? null : columns());
  }

  // One of the two, said or not.
  private Optional<SchemaRegistry> registry() {
    Optional<SchemaRegistry> registry = RegistryOptions.of(options);
    boolean raw = options.flag(RAW, registry.isEmpty() && !options.flag(REGISTERED, false));
    boolean registered = options.flag(REGISTERED, registry.isPresent() && !raw);
    if (raw == registered) {
      throw options
          .invalid(
              raw || options.text(RAW).isPresent() ? RAW : REGISTERED,
              Boolean.toString(raw),
              "one of '%s' and '%s' to be true".formatted(REGISTERED, RAW))
          .withHint("messages are either registered or raw; files of Avro are not read from them");
    }
    if (registered && registry.isEmpty()) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION,
              "table '%s': '%s' needs the option '%s'"
                  .formatted(table.name(), REGISTERED, RegistryOptions.ENDPOINT))
          .withHint("add it: %s = 'http://registry:8081'".formatted(RegistryOptions.ENDPOINT));
    }
    return registered ? registry : Optional.empty();
  }

  private void refuseOthers(boolean reads, boolean registered) {
    refuse(SCHEMA, !reads, "no such option of a table that is written: its columns make it");
    refuse(SCHEMA, registered, "no schema, for the registry has it");
    refuse(SUBJECT, reads, "no such option of a table that is read: messages name their schemas");
    refuse(SUBJECT, !registered, "no subject, for there is no registry");
    boolean given = registered || options.text(SCHEMA).isPresent();
    refuse(RECORD_NAME, reads && given, "no name, for the schema is not made of the columns");
    refuse(UNSTRUCTURED, !reads && options.flag(UNSTRUCTURED, false), "'false' of what is written");
  }

  private void refuse(String option, boolean when, String expected) {
    if (when && options.text(option).isPresent()) {
      throw options.invalid(option, options.required(option), expected);
    }
  }

  private Schema columns() {
    String name = options.text(RECORD_NAME).orElseGet(() -> TableSchema.name(topic));
    if (!name.matches(FULL_NAME)) {
      throw options.invalid(RECORD_NAME, name, "a name such as 'Order' or 'shop.Order'");
    }
    return TableSchema.of(name, table.schema().getFields());
  }

  private Schema writers(boolean unstructured) {
    String text = options.text(SCHEMA).orElse(null);
    if (text == null && unstructured) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION,
              "table '%s': raw datums of no known structure need the option '%s'"
                  .formatted(table.name(), SCHEMA))
          .withHint("add it, or name the registry that has it");
    }
    if (text == null) {
      return columns();
    }
    try {
      return StoredSchemas.parse(text);
    } catch (AvroRuntimeException e) {
      throw options
          .invalid(SCHEMA, text, "a schema of Avro as JSON")
          .withHint("Avro says: " + e.getMessage());
    }
  }
}
