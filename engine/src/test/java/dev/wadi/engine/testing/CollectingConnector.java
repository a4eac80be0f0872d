package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps what is written to its tables, as text. Thread-safe.
public final class CollectingConnector implements CanWrite {
  public static final String NAME = "collect";

  private final String name;
  private final int maxParallelism;
  private final Map<String, List<String>> rows = new ConcurrentHashMap<>();
  private final Map<String, Integer> finished = new ConcurrentHashMap<>();

  public CollectingConnector() {
    this(NAME, Integer.MAX_VALUE);
  }

  /// @param name to stand in for another connector
  /// @param maxParallelism how many subtasks may write a table
  public CollectingConnector(String name, int maxParallelism) {
    this.name = name;
    this.maxParallelism = maxParallelism;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "Keeps rows for a test to look at.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  /// The rows of a table, in the order of their arrival.
  public List<String> rows(String table) {
    List<String> written = rows.getOrDefault(table, List.of());
    synchronized (written) {
      return List.copyOf(written);
    }
  }

  /// The rows of all tables.
  public List<String> rows() {
    return rows.keySet().stream().sorted().flatMap(table -> rows(table).stream()).toList();
  }

  /// How many writers of a table came to the end of their input.
  public int finishedWriters(String table) {
    return finished.getOrDefault(table, 0);
  }

  public void clear() {
    rows.clear();
    finished.clear();
  }

  @Override
  public Sink sink(TableDefinition table) {
    return new CollectingSink(table);
  }

  private final class CollectingSink implements Sink {
    private final TableDefinition table;

    private CollectingSink(TableDefinition table) {
      this.table = table;
    }

    @Override
    public int maxParallelism() {
      return maxParallelism;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public boolean acceptsChangelog() {
      return true;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      return new CollectingWriter(table.name(), context.changelog());
    }
  }

  private final class CollectingWriter implements BatchWriter {
    private final String table;
    private final boolean changelog;

    private CollectingWriter(String table, boolean changelog) {
      this.table = table;
      this.changelog = changelog;
    }

    @Override
    public void write(Batch batch) {
      List<String> all = rows.computeIfAbsent(table, _ -> new ArrayList<>());
      synchronized (all) {
        if (changelog) {
          change(all, batch);
        } else {
          all.addAll(BatchText.lines(batch));
        }
      }
    }

    // What is taken back cancels what was added; if that was never there, it shows.
    private static void change(List<String> all, Batch batch) {
      int width = batch.columns().size() - 1;
      Column kinds = batch.column(width);
      List<Column> columns = batch.columns().subList(0, width);
      columns.forEach(Column::retain);
      try (Batch plain = Batch.of(columns, batch.physicalRowCount(), batch.selection())) {
        List<String> lines = BatchText.lines(plain);
        for (int i = 0; i < lines.size(); i++) {
          byte kind = kinds.data().get(ValueLayout.JAVA_BYTE, batch.row(i));
          String owed = "never added: " + lines.get(i);
          boolean retracts = ChangeKind.retracts(kind);
          if (!all.remove(retracts ? lines.get(i) : owed)) {
            all.add(retracts ? owed : lines.get(i));
          }
        }
      }
    }

    @Override
    public void flush() {
      // every row is visible at once
    }

    @Override
    public void finish() {
      finished.merge(table, 1, Integer::sum);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
