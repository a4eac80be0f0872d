package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Sink.WriteContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The numbered files of one subtask, one after the other in each folder: a new one is begun as the
/// rolling policy says, and with its first row, so that an idle subtask leaves none.
final class PartFiles implements AutoCloseable {
  // What formats that write nothing before a group of rows is complete may keep in memory.
  private static final long BUFFERED_BYTES_MAX = 256L << 20;

  private final PartFilesSink sink;
  private final WriteContext context;
  private final String owner;
  private final LongSupplier nanoClock;
  private final Consumer<InProgressFile> whenFull;
  // By folder; the oldest first.
  private final Map<String, OpenPart> parts = new LinkedHashMap<>();
  private int nextNumber;

  /// @param owner of hidden files
  /// @param whenFull what becomes of a part that gets no more rows
  PartFiles(
      PartFilesSink sink,
      WriteContext context,
      String owner,
      LongSupplier nanoClock,
      Consumer<InProgressFile> whenFull) {
    this.sink = sink;
    this.context = context;
    this.owner = owner;
    this.nanoClock = nanoClock;
    this.whenFull = whenFull;
  }

  void write(Batch batch) {
    finishFull();
    for (Partitioning.Share share : sink.partitioning().divide(batch)) {
      try (Batch rows = batch.select(share.rows())) {
        write(share.folder(), rows);
      }
    }
    finishFull();
  }

  private void write(String folder, Batch rows) {
    if (!parts.containsKey(folder)) {
      finishOldestDownTo(sink.partitioning().maxOpenFiles() - 1);
      Path target = nextTarget(folder);
      parts.put(
          folder,
          new OpenPart(
              InProgressFile.create(sink.directory(), target, owner, sink.format()),
              nanoClock.getAsLong()));
    }
    parts.get(folder).write(rows, nanoClock.getAsLong());
    while (parts.size() > 1 && bufferedBytes() > BUFFERED_BYTES_MAX) {
      finishOldestDownTo(parts.size() - 1);
    }
  }

  // A run that was restored finds the parts that it finished before.
  private Path nextTarget(String folder) {
    Path directory = sink.directory().resolve(folder);
    Path target;
    do {
      target = directory.resolve(sink.names().name(context, nextNumber++));
    } while (Files.exists(target));
    return target;
  }

  private long bufferedBytes() {
    return parts.values().stream().mapToLong(part -> part.file().bufferedBytes()).sum();
  }

  private void finishOldestDownTo(int count) {
    while (parts.size() > count) {
      finish(parts.keySet().iterator().next());
    }
  }

  private void finishFull() {
    long now = nanoClock.getAsLong();
    List<String> full = new ArrayList<>();
    parts.forEach((folder, part) -> {
      if (part.isFull(sink.rolling(), now)) {
        full.add(folder);
      }
    });
    full.forEach(this::finish);
  }

  private void finish(String folder) {
    whenFull.accept(parts.get(folder).file());
    parts.remove(folder);
  }

  void flush() {
    finishFull();
    parts.values().forEach(part -> part.file().flush());
  }

  /// Ends the parts that are being written.
  void finish() {
    finishOldestDownTo(0);
  }

  @Override
  public void close() {
    parts.values().forEach(part -> part.file().close());
    parts.clear();
  }
}
