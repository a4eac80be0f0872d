package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampNanoVector;

/// Folders named for the time in a column.
///
/// @param column as an index
record TimeFolders(TimePattern pattern, int column) {
  Partitioning.FolderText texts(Batch batch) {
    FieldVector vector = batch.column(column).vector();
    return (path, row) -> {
      if (vector.isNull(row)) {
        path.append(FolderName.NO_VALUE);
        return;
      }
      switch (vector) {
        case TimeStampMicroVector micros ->
            pattern.append(path, micros.get(row), ChronoUnit.MICROS);
        case TimeStampNanoVector nanos -> pattern.append(path, nanos.get(row), ChronoUnit.NANOS);
        default -> throw new IllegalStateException("no timestamps: " + vector.getField());
      }
    };
  }
}
