package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
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
    public BatchWriter open(WriteContext context) {
      return new CollectingWriter(table.name());
    }
  }

  private final class CollectingWriter implements BatchWriter {
    private final String table;

    private CollectingWriter(String table) {
      this.table = table;
    }

    @Override
    public void write(Batch batch) {
      List<String> lines = BatchText.lines(batch);
      List<String> all = rows.computeIfAbsent(table, _ -> new ArrayList<>());
      synchronized (all) {
        all.addAll(lines);
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
