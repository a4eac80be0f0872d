package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Keeps what is written to its tables, as text; what a run with checkpoints writes, when it is
/// committed. What has been prepared outlives runs, as it would in an outside system. Thread-safe.
public final class CollectingConnector implements CanWrite {
  public static final String NAME = "collect";

  private final String name;
  private final int maxParallelism;
  private final Map<String, List<String>> rows = new ConcurrentHashMap<>();
  private final Map<String, Integer> finished = new ConcurrentHashMap<>();
  private final Map<String, Changes> prepared = new ConcurrentHashMap<>();

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

  /// What has been prepared and not been committed.
  public Set<String> prepared() {
    return Set.copyOf(prepared.keySet());
  }

  public void clear() {
    rows.clear();
    finished.clear();
    prepared.clear();
  }

  /// @param rows with + or - before each if they are a changelog
  private record Changes(boolean changelog, List<String> rows) {
    private static Changes of(Batch batch, boolean changelog) {
      if (!changelog) {
        return new Changes(false, BatchText.lines(batch));
      }
      List<Column> columns = batch.columns().subList(0, batch.columns().size() - 1);
      columns.forEach(Column::retain);
      try (Batch plain = Batch.of(columns, batch.physicalRowCount(), batch.selection())) {
        List<String> lines = BatchText.lines(plain);
        return new Changes(
            true,
            IntStream.range(0, lines.size())
                .mapToObj(i -> (retracts(batch, i) ? "-" : "+") + lines.get(i))
                .toList());
      }
    }

    private static boolean retracts(Batch batch, int row) {
      byte kind = batch.columns().getLast().data().get(ValueLayout.JAVA_BYTE, batch.row(row));
      return ChangeKind.retracts(kind);
    }

    private void applyTo(List<String> all) {
      if (changelog) {
        rows.forEach(change -> apply(change.charAt(0) == '-', change.substring(1), all));
      } else {
        all.addAll(rows);
      }
    }

    // What is taken back cancels what was added; if that was never there, it shows.
    private static void apply(boolean retracts, String row, List<String> all) {
      String owed = "never added: " + row;
      if (!all.remove(retracts ? row : owed)) {
        all.add(retracts ? owed : row);
      }
    }
  }

  private void apply(String table, Changes changes) {
    List<String> all = rows.computeIfAbsent(table, _ -> new ArrayList<>());
    synchronized (all) {
      changes.applyTo(all);
    }
  }

  @Override
  public TwoPhaseSink sink(TableDefinition table) {
    return new CollectingSink(table);
  }

  private final class CollectingSink implements TwoPhaseSink {
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

    @Override
    public void recover(Recovery recovery) {
      commit(table.name(), recovery.committables());
      prepared.keySet().removeIf(committable -> committable.startsWith(recovery.owner() + "/"));
    }

    @Override
    public TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery) {
      String prefix = recovery.owner() + "/" + context.jobId() + "/" + context.subtask() + "/";
      return new CommittingWriter(table.name(), prefix, context.changelog());
    }
  }

  private void commit(String table, List<String> committables) {
    for (String committable : committables) {
      Changes changes = prepared.remove(committable);
      if (changes != null) {
        apply(table, changes);
      }
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
      apply(table, Changes.of(batch, changelog));
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

  private final class CommittingWriter implements TwoPhaseWriter {
    private final String table;
    private final String prefix;
    private final boolean changelog;
    private final List<String> written = new ArrayList<>();

    private CommittingWriter(String table, String prefix, boolean changelog) {
      this.table = table;
      this.prefix = prefix;
      this.changelog = changelog;
    }

    @Override
    public void write(Batch batch) {
      written.addAll(Changes.of(batch, changelog).rows());
    }

    @Override
    public List<String> prepare(long epoch) {
      if (written.isEmpty()) {
        return List.of();
      }
      prepared.put(prefix + epoch, new Changes(changelog, List.copyOf(written)));
      written.clear();
      return List.of(prefix + epoch);
    }

    @Override
    public void commit(List<String> committables) {
      CollectingConnector.this.commit(table, committables);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
