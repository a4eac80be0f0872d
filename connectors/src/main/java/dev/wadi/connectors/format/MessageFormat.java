package dev.wadi.connectors.format;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the rows of a table are written and read where each is a message of its own. Immutable and
/// thread-safe.
public sealed interface MessageFormat
    permits AvroMessages, DebeziumMessages, JsonMessages, PluginMessages, RawMessages {
  /// Those of a table in Avro, which only messages are in.
  List<Option> AVRO_OPTIONS =
      Stream.concat(BadData.OPTIONS.stream(), AvroOptions.OPTIONS.stream()).toList();

  /// The format options of a table of messages.
  List<Option> OPTIONS =
      Stream.of(
              BadData.OPTIONS,
              JsonOptions.OPTIONS,
              ConnectSchema.OPTIONS,
              UnstructuredJson.OPTIONS,
              AvroOptions.OPTIONS)
          .flatMap(List::stream)
          .toList();

  enum Kind {
    JSON,
    DEBEZIUM_JSON,
    AVRO,
    RAW_STRING,
    RAW_BYTES
  }

  /// Checks the format options and the column types.
  ///
  /// @param table without what its messages do not hold
  /// @param topic where the messages are
  static MessageFormat of(
      Kind kind, TableDefinition table, Options options, Direction direction, String topic) {
    if (kind != Kind.JSON && kind != Kind.DEBEZIUM_JSON) {
      FileFormat.refuse("json.", table, options);
    }
    if (kind != Kind.AVRO) {
      AvroOptions.refuse(table, options);
    }
    return switch (kind) {
      case JSON -> json(table, options);
      case DEBEZIUM_JSON -> DebeziumMessages.of(table, options, direction);
      case AVRO -> AvroOptions.of(table, options, direction, topic);
      case RAW_STRING -> new RawMessages(RawFormat.text(table, Framing.DEFAULT, BadData.FAIL));
      case RAW_BYTES -> new RawMessages(RawFormat.bytes(table, Framing.DEFAULT, BadData.FAIL));
    };
  }

  private static MessageFormat json(TableDefinition table, Options options) {
    boolean schema = ConnectSchema.isIncluded(table, options);
    if (UnstructuredJson.isSaid(options) && !schema) {
      return new RawMessages(RawFormat.json(table, Framing.DEFAULT, BadData.FAIL));
    }
    UnstructuredJson.refuse(options);
    return new JsonMessages(table.schema(), JsonOptions.of(options).withSchema(schema));
  }

  /// What a system besides that of the messages says of them, for people; empty if there is none.
  ///
  /// @param topic where the messages are
  /// @throws dev.wadi.sdk.error.WadiException if it cannot be asked
  static Optional<String> test(Options options, String topic) {
    return AvroOptions.test(options, topic);
  }

  /// Whether rows may be changed and taken back.
  default boolean changelog() {
    return false;
  }

  /// For one split.
  MessageReader reader();

  /// For one writer.
  MessageWriter writer();
}
