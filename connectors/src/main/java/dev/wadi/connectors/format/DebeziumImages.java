package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.sdk.batch.ChangeKind;
import java.io.IOException;
import java.util.List;

/// Makes rows of Debezium's envelopes, with or without the schema around them. Rows get a last
/// column, the change kind.
final class DebeziumImages {
  private final JsonOptions options;
  private List<ColumnBuilder> columns = List.of();
  private JsonFieldsReader fields;
  private ScalarBuilder change;

  DebeziumImages(JsonOptions options) {
    this.options = options;
  }

  /// Writes an envelope's rows, without ending the last one.
  ///
  /// @return false if there are none: nothing at all, or a tombstone
  /// @throws BadValue if it is no envelope, or a field does not fit
  boolean read(byte[] buffer, int start, int length, BatchBuilder builder) throws IOException {
    if (fields == null || builder.columns() != columns) {
      columns = builder.columns();
      fields = new JsonFieldsReader(columns.subList(0, columns.size() - 1), options);
      change = (ScalarBuilder) columns.getLast();
    }
    try {
      DebeziumEnvelope envelope = DebeziumEnvelope.of(buffer, start, length);
      if (envelope != null) {
        read(envelope, builder);
      }
      return envelope != null;
    } catch (JsonProcessingException e) {
      throw new BadValue("not a JSON object: " + e.getOriginalMessage());
    }
  }

  private void read(DebeziumEnvelope envelope, BatchBuilder builder) throws IOException {
    switch (envelope.op()) {
      case "c", "r" -> write(envelope.after(), ChangeKind.INSERT, builder);
      case "d" -> write(envelope.before(), ChangeKind.DELETE, builder);
      case "u" -> update(envelope, builder);
      default ->
          throw new BadValue("the op '%s' is none of c, r, u and d".formatted(envelope.op()));
    }
  }

  // The new row is written first, and again behind the old one: if it is malformed, neither counts.
  private void update(DebeziumEnvelope envelope, BatchBuilder builder) throws IOException {
    write(envelope.after(), ChangeKind.UPDATE_AFTER, builder);
    builder.checkRow();
    builder.discardRow();
    write(envelope.before(), ChangeKind.UPDATE_BEFORE, builder);
    builder.endRow();
    write(envelope.after(), ChangeKind.UPDATE_AFTER, builder);
  }

  private void write(JsonParser image, ChangeKind kind, BatchBuilder builder) throws IOException {
    try (image) {
      fields.read(image, builder.row());
    }
    change.setInteger(builder.row(), kind.code());
  }
}
