package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Part files in a directory, perhaps in folders of it.
record PartFilesSink(
    Path directory,
    FileFormat format,
    RollingPolicy rolling,
    PartNames names,
    Partitioning partitioning)
    implements TwoPhaseSink {
  @Override
  public int maxParallelism() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean acceptsChangelog() {
    return format.changelog();
  }

  @Override
  public List<Integer> shuffledBy() {
    return partitioning.shuffled() ? partitioning.columns() : List.of();
  }

  @Override
  public BatchWriter open(WriteContext context) {
    return new PartFilesWriter(this, context, System::nanoTime);
  }

  @Override
  public TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery) {
    return new TwoPhasePartFiles(this, context, recovery, System::nanoTime);
  }

  @Override
  public void recover(Recovery recovery) {
    publish(recovery.owner(), recovery.committables());
    new HiddenFiles(recovery.owner()).discard(directory, Integer.MAX_VALUE, _ -> true);
  }

  /// Makes prepared files visible that are not yet.
  ///
  /// @param names relative to the directory
  void publish(String owner, List<String> names) {
    var hidden = new HiddenFiles(owner);
    for (String name : names) {
      Path target = directory.resolve(name);
      if (Files.exists(hidden.hidden(target))) {
        InProgressFile.publish(hidden.hidden(target), target);
      }
    }
  }
}
