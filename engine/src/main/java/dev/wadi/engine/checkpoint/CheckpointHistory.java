package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.StageEntry;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What became of the latest checkpoints of a pipeline. Thread-safe.
public final class CheckpointHistory {
  private static final int REMEMBERED = 100;

  private final NavigableMap<Long, Entry> entries = new TreeMap<>();
  private Totals totals = new Totals(0, 0, 0, 0);

  /// What became of all checkpoints of this run.
  ///
  /// @param millis that the published ones took together
  /// @param bytes that were written for them together
  public record Totals(long published, long failed, long millis, long bytes) {}

  /// What is known of a checkpoint.
  ///
  /// @param finishedMillis when it was published or given up, empty while it is being made
  /// @param error why it was given up
  /// @param stages what it consists of, once it is published
  public record Entry(
      long epoch,
      long startedMillis,
      Optional<Long> finishedMillis,
      Optional<String> error,
      List<StageBytes> stages) {
    public Entry {
      stages = List.copyOf(stages);
    }

    /// Whether a pipeline could go on from it.
    public boolean published() {
      return finishedMillis.isPresent() && error.isEmpty();
    }

    /// Of the state that it has.
    public long bytes() {
      return stages.stream().mapToLong(StageBytes::bytes).sum();
    }

    /// Of its files that are no older.
    public long bytesWritten() {
      return stages.stream().mapToLong(StageBytes::bytesWritten).sum();
    }
  }

  /// The state of a stage's operators.
  ///
  /// @param name of the stage
  /// @param files that the state is made of
  /// @param bytes that these have
  /// @param bytesWritten those of them that were written for this checkpoint; the others belong to
  ///   earlier ones, too
  public record StageBytes(int stage, String name, int files, long bytes, long bytesWritten) {}

  /// @param published by earlier runs
  CheckpointHistory(List<Manifest> published) {
    published.forEach(this::keep);
  }

  /// Of a pipeline that does not run: the checkpoints that are there.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if they cannot be read
  public static CheckpointHistory of(Checkpoints checkpoints) {
    return new CheckpointHistory(checkpoints.all());
  }

  synchronized void begun(long epoch, long millis) {
    put(new Entry(epoch, millis, Optional.empty(), Optional.empty(), List.of()));
  }

  synchronized Entry published(Manifest manifest) {
    Entry entry = keep(manifest);
    totals =
        new Totals(
            totals.published() + 1,
            totals.failed(),
            totals.millis() + manifest.durationMillis(),
            totals.bytes() + entry.bytesWritten());
    return entry;
  }

  private Entry keep(Manifest manifest) {
    long finished = manifest.startedMillis() + manifest.durationMillis();
    List<StageBytes> stages =
        manifest.stages().stream().map(stage -> bytes(manifest.epoch(), stage)).toList();
    var entry =
        new Entry(
            manifest.epoch(),
            manifest.startedMillis(),
            Optional.of(finished),
            Optional.empty(),
            stages);
    put(entry);
    return entry;
  }

  private static StageBytes bytes(long epoch, StageEntry stage) {
    List<StateFile> files = stage.files();
    return new StageBytes(
        stage.stage(),
        stage.name(),
        files.size(),
        files.stream().mapToLong(StateFile::bytes).sum(),
        files.stream()
            .filter(file -> StateNames.epoch(file.name()).orElse(0) == epoch)
            .mapToLong(StateFile::bytes)
            .sum());
  }

  synchronized Entry failed(long epoch, long millis, String error) {
    Entry begun = entries.get(epoch);
    totals = new Totals(totals.published(), totals.failed() + 1, totals.millis(), totals.bytes());
    var entry =
        new Entry(epoch, begun.startedMillis(), Optional.of(millis), Optional.of(error), List.of());
    put(entry);
    return entry;
  }

  private void put(Entry entry) {
    entries.put(entry.epoch(), entry);
    if (entries.size() > REMEMBERED) {
      entries.pollFirstEntry();
    }
  }

  public synchronized Totals totals() {
    return totals;
  }

  /// Newest first.
  public synchronized List<Entry> entries() {
    return new ArrayList<>(entries.descendingMap().values());
  }
}
