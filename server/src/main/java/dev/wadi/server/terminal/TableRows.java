package dev.wadi.server.terminal;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows rows as a table for each SELECT. Where rows change, the first column says how. The first
/// rows are held back to find the widths, until there are enough of them or the stream is quiet.
public final class TableRows implements RowReceiver {
  private static final int ROWS_TO_MEASURE = 200;
  private static final String CHANGE_HEADER = "op";

  private final PrintStream out;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private Section last;

  public TableRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void row(String table, ChangeKind change, byte[] json) {
    Section section = sections.computeIfAbsent(table, t -> new Section());
    section.waiting.add(new Row(change, RowTexts.of(json)));
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
    header.addAll(first.values.names());
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

  private record Row(ChangeKind change, RowTexts values) {
    private List<String> texts() {
      List<String> texts = new ArrayList<>();
      if (change != null) {
        texts.add(change.symbol());
      }
      values.values().forEach(value -> texts.add(value == null ? "" : value));
      return texts;
    }
  }

  private static final class Section {
    private final List<Row> waiting = new ArrayList<>();
    private TextTable layout;
  }
}
