package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;

/// One file that all rows go to. In a pipeline with checkpoints it grows with each of them;
/// without, it appears when the input has ended.
record SingleFileSink(Path file, FileFormat format) implements TwoPhaseSink {
  @Override
  public int maxParallelism() {
    return 1;
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
  public BatchWriter open(WriteContext context) {
    return new SingleFileWriter(
        InProgressFile.create(file.getParent(), file, context.jobId(), format));
  }

  @Override
  public TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery) {
    return new TwoPhaseSingleFile(this, context.jobId(), recovery);
  }

  @Override
  public void recover(Recovery recovery) {
    continuation();
    for (String committable : recovery.committables()) {
      FileSection.parse(committable).appendTo(file);
    }
    new HiddenFiles(recovery.owner())
        .discard(file.getParent(), 1, name -> name.startsWith(file.getFileName() + "-"));
  }

  /// The format of what is appended.
  ///
  /// @throws WadiException if nothing can be appended to such a file
  FileFormat continuation() {
    return format
        .continuation()
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.INVALID_OPTION,
                    ("'%s' cannot grow from checkpoint to checkpoint: nothing can be appended to"
                            + " a file of this format")
                        .formatted(file))
                .withHint("write part files: connector = 'filesystem'"));
  }
}
