package dev.wadi.connectors.kafka;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// How a topic is read.
///
/// @param start where the very first run begins
/// @param group the consumer group that is told how far rows have been processed
record Reading(Start start, ReadMode mode, Optional<String> group) {
  private static final String OFFSET = "source.offset";
  private static final String MODE = "source.read_mode";
  private static final String GROUP = "source.group_id";
  private static final String GROUP_PREFIX = "source.group_id_prefix";

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  OFFSET,
                  "where a new pipeline begins: 'latest' (default), 'earliest', or where the"
                      + " consumer 'group' stands (at the latest where it does not)")
              .taking(OptionValues.oneOf(Start.class).otherwise("latest")),
          Option.optional(
                  MODE,
                  "'read_uncommitted' (default), or 'read_committed' for only what transactions"
                      + " have committed")
              .taking(OptionValues.oneOf(ReadMode.class).otherwise("read_uncommitted")),
          Option.optional(
              GROUP,
              "a consumer group that is told, after each checkpoint, how far rows have been"
                  + " processed"),
          Option.optional(GROUP_PREFIX, "the same, for a group PREFIX-wadi-TABLE"));

  enum Start {
    LATEST,
    EARLIEST,
    GROUP
  }

  enum ReadMode {
    READ_UNCOMMITTED,
    READ_COMMITTED
  }

  static Reading of(TableDefinition table, Options options) {
    Optional<String> group =
        options
            .text(GROUP)
            .or(() ->
                options
                    .text(GROUP_PREFIX)
                    .map(prefix -> "%s-wadi-%s".formatted(prefix, table.name())));
    Start start = options.choice(OFFSET, Start.class).orElse(Start.LATEST);
    if (start == Start.GROUP && group.isEmpty()) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION,
              "table '%s': '%s' = 'group' needs the option '%s'"
                  .formatted(table.name(), OFFSET, GROUP))
          .withHint("add it: '%s' = '...'".formatted(GROUP));
    }
    return new Reading(
        start, options.choice(MODE, ReadMode.class).orElse(ReadMode.READ_UNCOMMITTED), group);
  }

  /// Refuses the options of a table that is read for one that is written.
  static void refuse(TableDefinition table, Options options) {
    for (Option option : OPTIONS) {
      String value = table.options().get(option.name());
      if (value != null) {
        throw options.invalid(option.name(), value, "no such option of a table that is written");
      }
    }
  }

  private IsolationLevel isolation() {
    return IsolationLevel.valueOf(mode.name());
  }

  /// Of the consumer.
  Map<String, String> configs(int recordsMax) {
    Map<String, String> configs = new HashMap<>();
    configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, mode.name().toLowerCase(Locale.ROOT));
    configs.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(recordsMax));
    group.ifPresent(id -> configs.put(ConsumerConfig.GROUP_ID_CONFIG, id));
    return configs;
  }

  /// Where the very first run begins.
  Map<TopicPartition, Long> begin(Topics topics, List<TopicPartition> partitions) {
    return switch (start) {
      case EARLIEST -> topics.offsets(partitions, OffsetSpec.earliest(), isolation());
      case LATEST -> topics.offsets(partitions, OffsetSpec.latest(), isolation());
      case GROUP -> {
        Map<TopicPartition, Long> begin =
            new HashMap<>(topics.offsets(partitions, OffsetSpec.latest(), isolation()));
        Map<TopicPartition, Long> committed = topics.committed(group.orElseThrow());
        begin.replaceAll((partition, latest) -> committed.getOrDefault(partition, latest));
        yield begin;
      }
    };
  }

  /// Where partitions begin that have come later.
  Map<TopicPartition, Long> beginLater(Topics topics, List<TopicPartition> partitions) {
    return topics.offsets(partitions, OffsetSpec.earliest(), isolation());
  }
}
