package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.List;

/// Writes the rows between two checkpoints into a hidden file of their own, which a commit appends
/// to the one file: readers see only rows that stay. A committable is a {@link FileSection}; there
/// is one for each checkpoint, since the next run learns from it how long the file is.
final class TwoPhaseSingleFile implements TwoPhaseWriter {
  private final SingleFileSink sink;
  private final String jobId;
  private final String owner;
  private long end;
  private boolean begun;
  private int nextNumber;
  private InProgressFile section;

  TwoPhaseSingleFile(SingleFileSink sink, String jobId, Recovery recovery) {
    this.sink = sink;
    this.jobId = jobId;
    this.owner = recovery.owner();
    this.begun = !recovery.committables().isEmpty();
    this.end = begun ? FileSection.parse(recovery.committables().getLast()).end() : 0;
  }

  @Override
  public void write(Batch batch) {
    if (section == null) {
      begin();
    }
    section.write(batch);
  }

  private void begin() {
    String name = sink.file().getFileName() + "-" + jobId + "-" + nextNumber++;
    FileFormat format = begun ? sink.continuation() : sink.format();
    section =
        InProgressFile.create(
            sink.file().getParent(), sink.file().resolveSibling(name), owner, format);
    begun = true;
  }

  @Override
  public List<String> prepare(long epoch) {
    if (!begun) {
      // Even without rows there is a file, perhaps with a header.
      begin();
    }
    var prepared = new FileSection(end, 0, "");
    if (section != null) {
      section.prepare();
      prepared = new FileSection(end, section.bytes(), section.hidden().getFileName().toString());
      section = null;
    }
    end = prepared.end();
    return List.of(prepared.committable());
  }

  @Override
  public void commit(List<String> committables) {
    for (String committable : committables) {
      FileSection.parse(committable).appendTo(sink.file());
    }
  }

  @Override
  public void close() {
    if (section != null) {
      section.close();
      section = null;
    }
  }
}
