package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Sink.WriteContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The numbered files of one subtask, one after the other: a new one is begun as the rolling policy
/// says, and with its first row, so that an idle subtask leaves none.
final class PartFiles implements AutoCloseable {
  private final PartFilesSink sink;
  private final WriteContext context;
  private final String owner;
  private final LongSupplier nanoClock;
  private final Consumer<InProgressFile> whenFull;
  private InProgressFile part;
  private long partBegunNanos;
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
    rollIfDue();
    if (part == null) {
      part = InProgressFile.create(nextTarget(), owner, sink.format());
      partBegunNanos = nanoClock.getAsLong();
    }
    part.write(batch);
    rollIfDue();
  }

  // A run that was restored finds the parts that it finished before.
  private Path nextTarget() {
    FileFormat format = sink.format();
    Path target;
    do {
      target =
          sink.directory()
              .resolve(
                  "part-%s-%d-%d.%s"
                      .formatted(
                          context.jobId(), context.subtask(), nextNumber++, format.extension()));
    } while (Files.exists(target));
    return target;
  }

  private void rollIfDue() {
    if (part != null
        && sink.rolling().isDue(part.bytes(), nanoClock.getAsLong() - partBegunNanos)) {
      finish();
    }
  }

  void flush() {
    rollIfDue();
    if (part != null) {
      part.flush();
    }
  }

  /// Ends the part that is being written, if there is one.
  void finish() {
    if (part != null) {
      whenFull.accept(part);
      part = null;
    }
  }

  @Override
  public void close() {
    if (part != null) {
      part.close();
      part = null;
    }
  }
}
