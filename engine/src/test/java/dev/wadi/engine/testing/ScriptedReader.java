package dev.wadi.engine.testing;

import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads one split of a scripted table: of each feed, every n-th row. A batch never spans two
/// feeds, and only the last batch of a feed lets the watermark go on, so that which rows are late
/// does not depend on the size of batches.
final class ScriptedReader implements SplitReader {
  private final ScriptedSource source;
  private final int split;
  private final ReadContext context;
  private int feed;
  private int row;

  /// @param position `feed:row`: the feed and the row in it to go on from, or "" for the start
  ScriptedReader(ScriptedSource source, int split, String position, ReadContext context) {
    this.source = source;
    this.split = split;
    this.context = context;
    if (!position.isEmpty()) {
      String[] parts = position.split(":");
      feed = Integer.parseInt(parts[0]);
      row = Integer.parseInt(parts[1]);
    }
  }

  @Override
  public Poll poll() {
    boolean ended = source.script().ended(source.table().name());
    List<Script.Feed> feeds = source.script().released(source.table().name());
    for (; feed < feeds.size(); feed++) {
      List<Integer> rows = rowsOfSplit(feeds.get(feed).rows().size());
      if (row < rows.size()) {
        return read(feeds, rows);
      }
      row = 0;
    }
    return ended ? Poll.END : Poll.NOTHING;
  }

  private List<Integer> rowsOfSplit(int rowCount) {
    return IntStream.range(0, rowCount)
        .filter(i -> i % source.splitCount() == split)
        .boxed()
        .toList();
  }

  private Poll read(List<Script.Feed> feeds, List<Integer> rows) {
    int to = Math.min(rows.size(), row + context.batchRows());
    List<Integer> chosen = rows.subList(row, to);
    failIfToldTo(feeds, chosen);
    List<String> lines = chosen.stream().map(feeds.get(feed).rows()::get).toList();
    row = to;
    return new Poll.Rows(batch(lines), to == rows.size());
  }

  private Batch batch(List<String> lines) {
    Schema schema = source.table().schema();
    if (!source.changelog()) {
      return BatchParser.parse(schema, context.columns(), lines, context.allocator());
    }
    List<String> values = lines.stream().map(line -> line.split(", ", 2)[1]).toList();
    byte[] kinds = new byte[lines.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kind(lines.get(i).split(",", 2)[0]);
    }
    try (Batch rows = BatchParser.parse(schema, context.columns(), values, context.allocator())) {
      List<Column> columns = new ArrayList<>();
      rows.columns().forEach(column -> columns.add(column.retain()));
      columns.add(ChangeKinds.column(kinds, kinds.length, context.allocator()));
      return Batch.of(columns, kinds.length);
    }
  }

  private static byte kind(String symbol) {
    return Arrays.stream(ChangeKind.values())
        .filter(kind -> kind.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no change kind: " + symbol))
        .code();
  }

  private void failIfToldTo(List<Script.Feed> feeds, List<Integer> rows) {
    int before = feeds.subList(0, feed).stream().mapToInt(f -> f.rows().size()).sum();
    if (rows.stream().anyMatch(i -> before + i + 1 == source.failAt())) {
      throw new WadiException(
          ErrorCode.BAD_DATA,
          "table '%s': row %d was told to fail".formatted(source.table().name(), source.failAt()));
    }
  }

  @Override
  public String position() {
    return feed + ":" + row;
  }

  @Override
  public void close() {
    // holds nothing
  }
}
