package dev.wadi.connectors.kafka;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.connectors.column.TemporalBuilder;
import dev.wadi.connectors.format.BadData;
import dev.wadi.connectors.format.BadRows;
import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.connectors.format.MessageReader;
import dev.wadi.connectors.format.MessageRows;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads a partition record by record into batches. Records without a value are no rows.
final class PartitionReader implements SplitReader {
  private static final Field TIME =
      Field.notNullable("time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));

  private final TopicPartition partition;
  private final PartitionFetcher fetcher;
  private final MessageReader messages;
  private final BatchBuilder builder;
  private final MessageRows rows;
  private final BadRows badRows;
  private final int batchRows;
  // By their places in a batch.
  private final Map<Integer, RecordMetadata> metadata = new TreeMap<>();
  private final int timeColumn;
  private ConsumerRecord<byte[], byte[]> record;

  PartitionReader(
      TopicPartition partition,
      PartitionFetcher fetcher,
      MessageFormat format,
      BadData badData,
      Schema schema,
      ReadContext context) {
    this.partition = partition;
    this.fetcher = fetcher;
    this.batchRows = context.batchRows();
    List<Field> columns = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int column : context.columns()) {
      Field field = schema.getFields().get(column);
      HasMetadata.keyOf(field)
          .ifPresentOrElse(
              key -> metadata.put(columns.size(), RecordMetadata.ofKey(key)),
              () -> places.add(columns.size()));
      columns.add(field);
    }
    if (format.changelog()) {
      columns.add(ChangeKind.FIELD);
    }
    this.timeColumn = context.times() ? columns.size() : -1;
    if (context.times()) {
      columns.add(TIME);
    }
    this.badRows =
        new BadRows(
            "topic '%s', partition %d".formatted(partition.topic(), partition.partition()),
            badData,
            context.leftOut());
    this.builder = new BatchBuilder(columns, context.allocator(), batchRows);
    this.rows = new MessageRows(builder, places, this::stamp, this::malformed);
    this.messages = format.reader();
  }

  @Override
  public Poll poll() {
    fetcher.fetch(partition);
    // Whoever is told of malformed records keeps them until the poll ends.
    long droppedMax = badRows.dropped() + batchRows;
    while (!builder.full() && badRows.dropped() < droppedMax) {
      record = fetcher.next(partition);
      if (record == null) {
        break;
      }
      if (record.value() != null) {
        read();
      }
    }
    return builder.row() > 0 ? new Poll.Rows(builder.build()) : Poll.NOTHING;
  }

  private void read() {
    try {
      messages.read(record.value(), rows);
    } catch (BadValue e) {
      builder.discardRow();
      malformed(e.getMessage());
    }
  }

  private void malformed(String reason) {
    badRows.add("offset " + record.offset(), reason, record.value());
  }

  private void stamp(int row) {
    metadata.forEach(
        (column, known) -> known.write(record, (ScalarBuilder) builder.columns().get(column), row));
    if (timeColumn >= 0) {
      ((TemporalBuilder) builder.columns().get(timeColumn)).setUnixMillis(row, record.timestamp());
    }
  }

  @Override
  public String position() {
    return Long.toString(fetcher.position(partition));
  }

  @Override
  public void published(String position) {
    fetcher.processed(partition, Long.parseLong(position));
  }

  @Override
  public void close() {
    builder.close();
    messages.close();
    badRows.close();
    fetcher.remove(partition);
  }
}
