package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink.WriteContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Writes the rows of one subtask into numbered files, beginning a new one as the rolling policy
/// says. A file is begun with its first row, so an idle subtask leaves none.
final class PartFilesWriter implements BatchWriter {
  private final Path directory;
  private final FileFormat format;
  private final RollingPolicy rolling;
  private final WriteContext context;
  private final LongSupplier nanoClock;
  private InProgressFile part;
  private long partBegunNanos;
  private int nextNumber;

  PartFilesWriter(
      Path directory,
      FileFormat format,
      RollingPolicy rolling,
      WriteContext context,
      LongSupplier nanoClock) {
    this.directory = directory;
    this.format = format;
    this.rolling = rolling;
    this.context = context;
    this.nanoClock = nanoClock;
  }

  @Override
  public void write(Batch batch) {
    rollIfDue();
    if (part == null) {
      part = InProgressFile.create(nextTarget(), context.jobId(), format);
      partBegunNanos = nanoClock.getAsLong();
    }
    part.write(batch);
    rollIfDue();
  }

  // A run that was restored finds the parts that it finished before.
  private Path nextTarget() {
    Path target;
    do {
      target =
          directory.resolve(
              "part-%s-%d-%d.%s"
                  .formatted(context.jobId(), context.subtask(), nextNumber++, format.extension()));
    } while (Files.exists(target));
    return target;
  }

  private void rollIfDue() {
    if (part != null && rolling.isDue(part.bytes(), nanoClock.getAsLong() - partBegunNanos)) {
      finish();
    }
  }

  @Override
  public void flush() {
    rollIfDue();
    if (part != null) {
      part.flush();
    }
  }

  @Override
  public void finish() {
    if (part != null) {
      part.complete();
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
