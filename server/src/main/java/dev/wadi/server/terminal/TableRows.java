package dev.wadi.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows rows as a table for each SELECT. Where rows change, the first column says how. The first
/// rows are held back to find the widths, until there are enough of them or the stream is quiet.
public final class TableRows implements RowReceiver {
  private static final int ROWS_TO_MEASURE = 200;
  private static final String CHANGE_HEADER = "op";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private Section last;

  public TableRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void row(String table, ChangeKind change, byte[] json) {
    Section section = sections.computeIfAbsent(table, t -> new Section());
    section.waiting.add(new Row(change, parse(json)));
    if (section.layout != null || section.waiting.size() >= ROWS_TO_MEASURE) {
      show(section);
    }
  }

  @Override
  public synchronized void flush() {
    sections.values().forEach(this::show);
    StandardOutput.flush(out);
  }

  private void show(Section section) {
    if (section.waiting.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>();
    Row first = section.waiting.getFirst();
    if (first.change != null) {
      header.add(CHANGE_HEADER);
    }
    first.values.fieldNames().forEachRemaining(header::add);
    List<List<String>> rows = section.waiting.stream().map(Row::texts).toList();
    section.waiting.clear();
    boolean isNew = section.layout == null;
    if (isNew) {
      section.layout = TextTable.fitting(header, rows);
    }
    if (last != section) {
      if (last != null) {
        out.println();
      }
      section.layout.head().forEach(out::println);
      last = section;
    }
    rows.forEach(row -> out.println(section.layout.row(row)));
  }

  private static ObjectNode parse(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The values of a JSON object as text, null as nothing.
  public static List<String> values(JsonNode row) {
    List<String> values = new ArrayList<>();
    row.elements()
        .forEachRemaining(value ->
            values.add(
                value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString()));
    return values;
  }

  private record Row(ChangeKind change, ObjectNode values) {
    private List<String> texts() {
      List<String> texts = new ArrayList<>();
      if (change != null) {
        texts.add(change.symbol());
      }
      texts.addAll(TableRows.values(values));
      return texts;
    }
  }

  private static final class Section {
    private final List<Row> waiting = new ArrayList<>();
    private TextTable layout;
  }
}
