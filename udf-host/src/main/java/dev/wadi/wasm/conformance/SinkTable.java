package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A table of a sink, and rows for it.
record SinkTable(Sink sink, List<Field> columns, Bench bench) {
  private static final double NULLS = 0.15;
  private static final String JOB = "job-1";

  SinkTable {
    columns = List.copyOf(columns);
  }

  List<Row> rows(int count) {
    return bench.values(Kind.ORDINARY).rows(columns, count, NULLS);
  }

  List<Row> extremes(int count) {
    return bench.values(Kind.EXTREME).rows(columns, count, NULLS);
  }

  BatchWriter open() {
    return sink.open(new WriteContext(0, 1, JOB, false));
  }

  /// Hands rows to a writer.
  void write(List<Row> rows, Consumer<Batch> writer) {
    write(bench.writer().columns(columns, rows), rows.size(), writer);
  }

  /// The same with all kinds of changes.
  void writeChanges(List<Row> rows, Consumer<Batch> writer) {
    List<FieldVector> vectors = new ArrayList<>(bench.writer().columns(columns, rows));
    var changes = new TinyIntVector(ChangeKind.FIELD, bench.allocator());
    for (int i = 0; i < rows.size(); i++) {
      changes.setSafe(i, ChangeKind.values()[i % ChangeKind.values().length].code());
    }
    changes.setValueCount(rows.size());
    vectors.add(changes);
    write(vectors, rows.size(), writer);
  }

  private static void write(List<FieldVector> vectors, int rows, Consumer<Batch> writer) {
    try (Batch batch = Batch.of(vectors.stream().map(Column::of).toList(), rows)) {
      writer.accept(batch);
    }
  }
}
