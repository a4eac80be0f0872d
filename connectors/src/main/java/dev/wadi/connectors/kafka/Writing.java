package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How a topic is written.
///
/// @param keyColumn whose values are the records' keys, -1 if there is none
/// @param timeColumn whose values are the records' times, -1 if they have the time of writing
record Writing(CommitMode mode, int keyColumn, int timeColumn) {
  private static final String MODE = "sink.commit_mode";
  private static final String KEY = "sink.key_field";
  private static final String TIME = "sink.timestamp_field";

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  MODE,
                  "'at_least_once' (default), or 'exactly_once': a transaction for each checkpoint,"
                      + " for readers with read_committed")
              .taking(OptionValues.oneOf(CommitMode.class).otherwise("at_least_once")),
          Option.optional(
              KEY,
              "the TEXT or BYTEA column that is the records' key, too; without it, the primary key"
                  + " of changes in 'debezium_json'"),
          Option.optional(
              TIME, "the TIMESTAMP column that is the records' time, too; else that of writing"));

  enum CommitMode {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  static Writing of(TableDefinition table, Options options) {
    return new Writing(
        options.choice(MODE, CommitMode.class).orElse(CommitMode.AT_LEAST_ONCE),
        column(
            table,
            options,
            KEY,
            type -> type instanceof ArrowType.Utf8 || type instanceof ArrowType.Binary,
            "the name of a column that is TEXT or BYTEA"),
        column(
            table,
            options,
            TIME,
            ArrowType.Timestamp.class::isInstance,
            "the name of a column that is a TIMESTAMP"));
  }

  private static int column(
      TableDefinition table,
      Options options,
      String option,
      Predicate<ArrowType> fits,
      String expected) {
    String name = options.text(option).orElse(null);
    if (name == null) {
      return -1;
    }
    List<Field> fields = table.schema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name) && fits.test(fields.get(i).getType())) {
        return i;
      }
    }
    throw options.invalid(option, name, expected);
  }

  /// Refuses the options of a table that is written for one that is read.
  static void refuse(TableDefinition table, Options options) {
    for (Option option : OPTIONS) {
      String value = table.options().get(option.name());
      if (value != null) {
        throw options.invalid(option.name(), value, "no such option of a table that is read");
      }
    }
  }

  Sink sink(KafkaCluster cluster, String topic, MessageFormat format) {
    var sink = new KafkaSink(cluster, topic, this, format);
    return switch (mode) {
      case AT_LEAST_ONCE -> sink;
      case EXACTLY_ONCE -> new ExactlyOnceSink(sink);
    };
  }
}
