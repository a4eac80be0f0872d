package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.MessageWriter;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// A producer that rows are written to. What goes wrong on the way is said by the next call.
final class RecordOutput {
  private final KafkaSink sink;
  private final KafkaProducer<byte[], byte[]> producer;
  private final MessageWriter messages;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int partitions;

  /// @param configs of the producer, besides those of the table
  RecordOutput(KafkaSink sink, Map<String, String> configs) {
    this.sink = sink;
    this.messages = sink.format().writer();
    try {
      this.producer = sink.cluster().producer(configs);
    } catch (WadiException e) {
      messages.close();
      throw e;
    }
  }

  /// Begins a transaction.
  void begin() {
    try {
      producer.initTransactions();
      producer.beginTransaction();
    } catch (KafkaException e) {
      throw sink.cluster().failed("cannot begin a transaction", e);
    }
  }

  void write(Batch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    throwFailure();
    List<byte[]> values = messages.values(batch);
    List<byte[]> keys = sink.writing().keyColumn() < 0 ? messages.keys(batch) : List.of();
    boolean keyed = sink.writing().keyColumn() >= 0 || !keys.isEmpty();
    List<Integer> orders = keyed ? List.of() : messages.orders(batch);
    try {
      requireTopic();
      for (int i = 0; i < values.size(); i++) {
        int row = batch.row(i);
        byte[] key = keys.isEmpty() ? key(batch, row) : keys.get(i);
        Integer partition = orders.isEmpty() ? null : Math.floorMod(orders.get(i), partitions);
        producer.send(
            new ProducerRecord<>(sink.topic(), partition, time(batch, row), key, values.get(i)),
            (_, thrown) -> failure.compareAndSet(null, thrown));
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  // Also makes the topic where brokers do that for whoever asks.
  private void requireTopic() {
    if (partitions == 0) {
      partitions = producer.partitionsFor(sink.topic()).size();
    }
  }

  private byte[] key(Batch batch, int row) {
    int column = sink.writing().keyColumn();
    if (column < 0) {
      return null;
    }
    FieldVector keys = batch.column(column).vector();
    return switch (keys) {
      case VarCharVector texts -> texts.isNull(row) ? null : texts.get(row);
      case VarBinaryVector bytes -> bytes.isNull(row) ? null : bytes.get(row);
      default -> throw new IllegalStateException("not a key: " + keys.getField());
    };
  }

  private Long time(Batch batch, int row) {
    int column = sink.writing().timeColumn();
    if (column < 0) {
      return null;
    }
    var times = (TimeStampVector) batch.column(column).vector();
    if (times.isNull(row)) {
      return null;
    }
    TimeUnit unit =
        times instanceof TimeStampNanoVector ? TimeUnit.NANOSECONDS : TimeUnit.MICROSECONDS;
    long millis = Math.floorDiv(times.get(row), unit.convert(1, TimeUnit.MILLISECONDS));
    if (millis < 0) {
      throw new WadiException(
              ErrorCode.BAD_DATA,
              "topic '%s': a record cannot have a time before 1970".formatted(sink.topic()))
          .withHint("leave such rows out, or give the records another time");
    }
    return millis;
  }

  /// Waits until brokers have everything.
  void flush() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw failed(e);
    }
    throwFailure();
  }

  private void throwFailure() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw failed(thrown);
    }
  }

  private WadiException failed(Exception cause) {
    return sink.cluster().failed("cannot write topic '%s'".formatted(sink.topic()), cause);
  }

  /// Closes the producer. A transaction that has begun is given up, unless there is no time at all
  /// to wait: then it stays as it is.
  void close(Duration patience) {
    messages.close();
    producer.close(patience);
  }
}
