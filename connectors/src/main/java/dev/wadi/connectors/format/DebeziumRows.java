package dev.wadi.connectors.format;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Changes as Debezium's envelopes, one per line: `{"before":null,"after":{...},"op":"c"}` for a
/// row that is added, `d` with its `before` for one that is taken back.
///
/// If the table has a primary key, a row that is taken back is held for a while: when one with the
/// same key is added next, both are one line, `u`. Without a key nobody could tell which row
/// replaces which, so each is a line of its own, in order.
public final class DebeziumRows {
  private static final int HELD_MAX = 64 * 1024;

  private final Schema schema;
  private final JsonOptions options;
  // What stands before and behind each envelope.
  private final String prefix;
  private final String suffix;
  private final List<Integer> keyColumns;
  private final Schema key;
  // By key, the rows that are taken back.
  private final SequencedMap<String, String> held = new LinkedHashMap<>();
  private boolean addedSinceHeld;

  /// @param schema the table's
  /// @param primaryKey the names of its columns, possibly none
  public DebeziumRows(Schema schema, List<String> primaryKey, JsonOptions options) {
    List<Field> fields = schema.getFields();
    this.schema = schema;
    this.options = options.withSchema(false);
    this.prefix =
        options.schema()
            ? "{\"schema\":" + ConnectSchema.ofEnvelope(schema, options) + ",\"payload\":"
            : "";
    this.suffix = options.schema() ? "}" : "";
    this.keyColumns =
        IntStream.range(0, fields.size())
            .filter(i -> primaryKey.contains(fields.get(i).getName()))
            .boxed()
            .toList();
    this.key = new Schema(keyColumns.stream().map(fields::get).toList());
  }

  /// Writes the rows of a batch that count. If it has one more column than the table, that is the
  /// change kind; else all rows are added.
  public void write(Batch batch, OutputStream out) throws IOException {
    boolean changelog = batch.columns().size() > schema.getFields().size();
    List<String> rows = lines(schema, batch);
    List<String> keys = changelog ? keys(batch) : List.of();
    for (int i = 0; i < rows.size(); i++) {
      boolean back = isBack(batch, i, changelog);
      if (!keys.isEmpty()) {
        change(keys.get(i), rows.get(i), back, out);
      } else if (back) {
        envelope(rows.get(i), "null", 'd', out);
      } else {
        envelope("null", rows.get(i), 'c', out);
      }
    }
  }

  /// Each of the rows that count as an envelope of its own, without a line feed. Nothing is held.
  ///
  /// @param batch as {@link #write} takes it
  List<byte[]> values(Batch batch) {
    boolean changelog = batch.columns().size() > schema.getFields().size();
    List<String> rows = lines(schema, batch);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String envelope =
          isBack(batch, i, changelog)
              ? envelope(rows.get(i), "null", 'd')
              : envelope("null", rows.get(i), 'c');
      values.add(envelope.getBytes(StandardCharsets.UTF_8));
    }
    return values;
  }

  private static boolean isBack(Batch batch, int i, boolean changelog) {
    return changelog
        && ChangeKind.retracts(
            batch.columns().getLast().data().get(ValueLayout.JAVA_BYTE, batch.row(i)));
  }

  private void change(String rowKey, String row, boolean back, OutputStream out)
      throws IOException {
    if (!back) {
      String before = held.remove(rowKey);
      addedSinceHeld = true;
      envelope(before == null ? "null" : before, row, before == null ? 'c' : 'u', out);
      return;
    }
    // What has not been replaced by now will not be.
    if (addedSinceHeld || held.size() >= HELD_MAX) {
      flush(out);
    }
    String other = held.put(rowKey, row);
    if (other != null) {
      envelope(other, "null", 'd', out);
    }
  }

  /// Writes what is held: rows that nothing has replaced.
  public void flush(OutputStream out) throws IOException {
    for (String row : held.sequencedValues()) {
      envelope(row, "null", 'd', out);
    }
    held.clear();
    addedSinceHeld = false;
  }

  private void envelope(String before, String after, char op, OutputStream out) throws IOException {
    out.write((envelope(before, after, op) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String envelope(String before, String after, char op) {
    String change = "{\"before\":" + before + ",\"after\":" + after + ",\"op\":\"" + op + "\"}";
    return prefix + change + suffix;
  }

  /// The primary key of each of the rows that count, as a JSON object; none if there is no such
  /// key.
  List<String> keys(Batch batch) {
    if (keyColumns.isEmpty()) {
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    keyColumns.forEach(column -> columns.add(batch.column(column).retain()));
    try (Batch onlyKeys = Batch.of(columns, batch.physicalRowCount(), batch.selection())) {
      return lines(key, onlyKeys);
    }
  }

  /// Each of the rows that count as a JSON object.
  List<String> images(Batch batch) {
    return lines(schema, batch);
  }

  private List<String> lines(Schema columns, Batch batch) {
    return JsonRows.values(columns, batch, options).stream()
        .map(row -> new String(row, StandardCharsets.UTF_8))
        .toList();
  }
}
