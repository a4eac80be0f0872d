package dev.wadi.engine.checkpoint;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads a state that is made of several files: the first has all rows that there were, each other
/// one tells how the state came to be of the one before.
///
/// Rows mostly stay in their order; so each file is read once, along with the others, and of each a
/// batch is in memory. Batches with rows that come later stay there, at worst all of the first
/// file. The other files are read into memory at first: a store does not like many streams at once.
final class StateChain implements AutoCloseable {
  private final List<FileRows> files = new ArrayList<>();
  private final BufferAllocator allocator;
  private Pieces pieces = Pieces.ofFirstFile();
  private IntArray batchRows = new IntArray();

  private StateChain(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// Reads a state, in the batches in which it was saved.
  ///
  /// @param files in order
  /// @param batches each borrows a batch
  static void read(
      CheckpointStore store,
      List<StateFile> files,
      BufferAllocator allocator,
      Consumer<Batch> batches)
      throws IOException {
    if (files.size() == 1) {
      try (InputStream in = store.read(files.getFirst().name())) {
        StateStream.read(in, allocator, batches);
      }
      return;
    }
    try (var chain = new StateChain(allocator)) {
      chain.open(store, files);
      chain.read(batches);
    }
  }

  private void open(CheckpointStore store, List<StateFile> chain) throws IOException {
    files.add(new FileRows(store.read(chain.getFirst().name()), allocator));
    for (StateFile file : chain.subList(1, chain.size())) {
      var bytes = new ByteSequence();
      try (InputStream in = store.read(file.name())) {
        in.transferTo(bytes);
      }
      DeltaFile delta = DeltaFile.read(file.name(), bytes.toStream());
      apply(delta);
      files.add(new FileRows(delta.rows(), allocator));
    }
  }

  // The file is the next one; its new rows are used in their order.
  private void apply(DeltaFile delta) throws IOException {
    var made = new Pieces();
    var rowsOfBatches = new IntArray();
    var runs = new DeltaRuns();
    int expected = 0;
    int fresh = 0;
    while (delta.runs().available() > 0) {
      expected = runs.read(expected, delta.runs());
      int rows = 0;
      for (int run = 0; run < runs.count(); run++) {
        int length = runs.length(run);
        if (runs.start(run) == DeltaRuns.NEW) {
          made.add(files.size(), fresh, length);
          fresh += length;
        } else {
          pieces.copy(runs.start(run), length, made);
        }
        rows += length;
      }
      rowsOfBatches.add(rows);
    }
    pieces = made;
    batchRows = rowsOfBatches;
  }

  private void read(Consumer<Batch> batches) throws IOException {
    int[] neededLater = pieces.neededLater();
    int piece = 0;
    for (int i = 0; i < batchRows.count(); i++) {
      try (var built = new Building(batchRows.get(i))) {
        while (built.isIncomplete()) {
          built.append(piece);
          files.get(pieces.file(piece)).forgetBefore(neededLater[piece]);
          piece++;
        }
        try (Batch batch = built.finish()) {
          batches.accept(batch);
        }
      }
    }
  }

  /// A batch that is put together.
  private final class Building implements AutoCloseable {
    private final int rowCount;
    private BatchBuilder builder;

    private Building(int rowCount) {
      this.rowCount = rowCount;
    }

    private boolean isIncomplete() {
      return builder == null || builder.rowCount() < rowCount;
    }

    private void append(int piece) throws IOException {
      int row = pieces.start(piece);
      int end = row + pieces.length(piece);
      while (row < end) {
        var entry = files.get(pieces.file(piece)).batchOf(row);
        Batch batch = entry.getValue();
        int first = entry.getKey();
        int until = Math.min(end, first + batch.rowCount());
        append(batch, Selection.range(row - first, until - first));
        row = until;
      }
    }

    // All rows of a batch have the same columns.
    private void append(Batch batch, Selection rows) {
      if (builder == null) {
        List<Column> columns = batch.columns();
        var schema = new Schema(columns.stream().map(Column::field).toList());
        builder = new BatchBuilder(schema, allocator, rowCount);
      }
      builder.append(batch, rows);
    }

    private Batch finish() {
      return builder.build();
    }

    @Override
    public void close() {
      if (builder != null) {
        builder.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileRows rows : files) {
      rows.close();
    }
  }
}
