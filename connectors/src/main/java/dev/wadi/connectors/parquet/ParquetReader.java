package dev.wadi.connectors.parquet;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.page.PageReadStore;

/// Reads a Parquet file, or one of its row groups. The position is `row group:row in it`.
public final class ParquetReader implements SplitReader {
  private final ParquetFile file;
  private final List<Field> columns;
  private final List<Node> nodes;
  private final ReadContext context;
  private final int endRowGroup;
  private int rowGroup;
  private long rowInGroup;
  private PageReadStore pages;

  /// How many row groups a file has.
  public static int rowGroupCount(Path path) {
    try (ParquetFile file = ParquetFile.open(path)) {
      return file.rowGroupCount();
    }
  }

  /// Looks whether a file has a table's columns, in compatible types.
  ///
  /// @throws WadiException if not
  public static void check(Path path, Schema schema) {
    try (ParquetFile file = ParquetFile.open(path)) {
      var match = new ColumnMatch(path, file.schema());
      schema.getFields().forEach(match::match);
    }
  }

  /// @param part a row group's number, or "" for the whole file
  public static ParquetReader open(
      Path path, String part, String position, Schema schema, ReadContext context) {
    ParquetFile file = ParquetFile.open(path);
    try {
      return new ParquetReader(file, part, position, schema, context);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private ParquetReader(
      ParquetFile file, String part, String position, Schema schema, ReadContext context) {
    this.file = file;
    this.context = context;
    this.columns = context.columns().stream().map(schema.getFields()::get).toList();
    var match = new ColumnMatch(file.path(), file.schema());
    this.nodes = columns.stream().map(match::match).toList();
    file.project(match.leaves());
    this.rowGroup = part.isEmpty() ? 0 : Integer.parseInt(part);
    this.endRowGroup = part.isEmpty() ? file.rowGroupCount() : rowGroup + 1;
    if (!position.isEmpty()) {
      goTo(position);
    }
  }

  private void goTo(String position) {
    int colon = position.indexOf(':');
    rowGroup = Integer.parseInt(position.substring(0, colon));
    long rows = Long.parseLong(position.substring(colon + 1));
    if (rows >= file.rowCount(rowGroup)) {
      rowInGroup = rows;
      return;
    }
    while (rowInGroup < rows) {
      int count = (int) Math.min(context.batchRows(), rows - rowInGroup);
      read(count).release();
    }
  }

  @Override
  public Poll poll() {
    while (rowGroup < endRowGroup && rowInGroup >= file.rowCount(rowGroup)) {
      rowGroup++;
      rowInGroup = 0;
      pages = null;
    }
    if (rowGroup >= endRowGroup) {
      return Poll.END;
    }
    long left = file.rowCount(rowGroup) - rowInGroup;
    return new Poll.Rows(read((int) Math.min(context.batchRows(), left)));
  }

  private Batch read(int rows) {
    List<FieldVector> vectors = new ArrayList<>();
    try {
      ParquetFile.guard(
          file.path(),
          () -> {
            openRowGroup();
            for (int i = 0; i < nodes.size(); i++) {
              FieldVector vector = columns.get(i).createVector(context.allocator());
              vectors.add(vector);
              read(nodes.get(i), vector, rows);
            }
            return null;
          });
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
    rowInGroup += rows;
    return Batch.of(vectors.stream().map(Column::of).toList(), rows);
  }

  private void openRowGroup() {
    if (pages == null && !nodes.isEmpty()) {
      pages = file.readRowGroup(rowGroup);
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        converting(columns.get(i), () -> node.open(pages));
      }
    }
  }

  // A value that does not fit shows where values are converted: at a dictionary, or at a row.
  private void converting(Field column, Runnable step) {
    try {
      step.run();
    } catch (ArithmeticException | BadValue e) {
      throw new WadiException(
          ErrorCode.BAD_DATA,
          "%s: column '%s', row group %d, near row %d: %s does not fit %s"
              .formatted(
                  file.path(),
                  column.getName(),
                  rowGroup,
                  rowInGroup,
                  e.getMessage(),
                  SqlType.of(column)),
          e);
    }
  }

  private void read(Node node, FieldVector vector, int rows) {
    node.begin(vector, rows);
    converting(vector.getField(), () -> node.read(rows));
    node.finish();
    if (vector.getValueCount() != rows) {
      throw new IllegalStateException("the column has another number of rows");
    }
    refuseNulls(vector);
  }

  private void refuseNulls(FieldVector vector) {
    if (!vector.getField().isNullable()
        && BitVectorHelper.getNullCount(vector.getValidityBuffer(), vector.getValueCount()) > 0) {
      throw new WadiException(
          ErrorCode.NULL_VIOLATION,
          "%s: column '%s' is NOT NULL, but row group %d has a null near row %d"
              .formatted(file.path(), vector.getName(), rowGroup, rowInGroup));
    }
  }

  @Override
  public String position() {
    return rowGroup + ":" + rowInGroup;
  }

  @Override
  public void close() {
    file.close();
  }

  /// The parts of a file that can be read on their own.
  public static List<String> parts(Path path) {
    return IntStream.range(0, rowGroupCount(path)).mapToObj(Integer::toString).toList();
  }
}
