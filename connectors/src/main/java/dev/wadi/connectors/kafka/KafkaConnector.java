package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.BadData;
import dev.wadi.connectors.format.Formats;
import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanTest;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.format.FormatProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;

/// `kafka`: reads and writes a topic.
public final class KafkaConnector implements CanRead, CanWrite, CanTest, HasMetadata, UsesPlugins {
  private static final String TOPIC = "topic";

  private static final List<Option> OPTIONS =
      Stream.of(
              KafkaCluster.OPTIONS,
              List.of(
                  Option.required(TOPIC, "the topic's name"),
                  Option.required(
                          Formats.OPTION,
                          "what a record's value is: 'json', 'debezium_json', 'avro',"
                              + " 'raw_string', 'raw_bytes' or "
                              + Formats.PLUGINS)
                      .taking(OptionValues.oneOf(MessageFormat.Kind.class).orOthers()),
                  Direction.OPTION),
              Reading.OPTIONS,
              Writing.OPTIONS,
              MessageFormat.OPTIONS)
          .flatMap(List::stream)
          .toList();

  private final Formats formats;

  /// Without formats of plugins.
  public KafkaConnector() {
    this(FormatProvider.NONE);
  }

  public KafkaConnector(FormatProvider plugins) {
    this.formats = new Formats(plugins);
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String description() {
    return "Topics of Apache Kafka: reads and writes them, exactly once if asked to";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public List<Field> metadata(Map<String, String> options) {
    return RecordMetadata.FIELDS;
  }

  @Override
  public List<Option> options(Map<String, String> written) {
    return formats.options(written, OPTIONS);
  }

  @Override
  public TableDefinition pinned(TableDefinition table) {
    return formats.pinned(table);
  }

  @Override
  public String test(TableDefinition table) {
    Options options = Options.some(table, formats.options(table.options(), OPTIONS));
    KafkaCluster cluster = KafkaCluster.of(options);
    try (Topics topics = Topics.open(cluster)) {
      return options
          .text(TOPIC)
          .map(topic -> test(topic, topics, cluster, options))
          .orElseGet(() ->
              "kafka at %s answers, with %d brokers"
                  .formatted(cluster.servers(), topics.brokers()));
    }
  }

  private static String test(String topic, Topics topics, KafkaCluster cluster, Options options) {
    String there =
        "topic '%s' of kafka at %s has %d partitions"
            .formatted(topic, cluster.servers(), topics.partitions(topic).size());
    return MessageFormat.test(options, topic).map(more -> there + "; " + more).orElse(there);
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SOURCE.check(options);
    Writing.refuse(table, options);
    String topic = options.required(TOPIC);
    MessageFormat format =
        formats.inMessages(HasMetadata.without(table), options, Direction.SOURCE, topic);
    return new KafkaSource(
        table,
        KafkaCluster.of(options),
        topic,
        Reading.of(table, options),
        format,
        BadData.of(options));
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = formats.options(table, OPTIONS);
    Direction.SINK.check(options);
    Reading.refuse(table, options);
    String topic = options.required(TOPIC);
    MessageFormat format = formats.inMessages(table, options, Direction.SINK, topic);
    return Writing.of(table, options).sink(KafkaCluster.of(options), topic, format);
  }
}
