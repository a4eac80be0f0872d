package dev.wadi.connectors.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Takes the fields of each record as the parser finds them and writes them into a batch, without a
/// String between them where the column does not need one.
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRowHandler> {
  private enum Mode {
    NAMES,
    SKIP,
    ROWS
  }

  private static final int NOT_READ = -1;

  private final CsvText text;

  private Mode mode = Mode.SKIP;
  private final List<String> names = new ArrayList<>();
  private int fieldCount;
  private int[] columnOfField = new int[0];
  private List<ColumnBuilder> columns = List.of();
  private CsvField[] writers = new CsvField[0];
  private int row;
  private BadValue firstError;
  private int found;

  /// @param text keeps each record; null if nobody asks for it
  CsvRowHandler(CsvText text) {
    this.text = text;
  }

  /// The next record holds names.
  void collectNames() {
    mode = Mode.NAMES;
  }

  List<String> names() {
    return names;
  }

  /// @param fields how many a record has
  /// @param fieldOfColumn which of them each column is
  void project(int fields, List<Integer> fieldOfColumn) {
    fieldCount = fields;
    columnOfField = new int[fields];
    Arrays.fill(columnOfField, NOT_READ);
    for (int column = 0; column < fieldOfColumn.size(); column++) {
      columnOfField[fieldOfColumn.get(column)] = column;
    }
  }

  /// The next records are of no interest.
  void skip() {
    mode = Mode.SKIP;
  }

  /// The next record becomes the builder's open row.
  void into(BatchBuilder builder) {
    mode = Mode.ROWS;
    row = builder.row();
    firstError = null;
    found = 0;
    if (text != null) {
      text.clear();
    }
    if (builder.columns() != columns) {
      columns = builder.columns();
      writers = columns.stream().map(CsvField::of).toArray(CsvField[]::new);
    }
  }

  @Override
  protected void handleField(
      int fieldIndex, char[] characters, int offset, int length, boolean quoted) {
    switch (mode) {
      case NAMES -> names.add(new String(characters, offset, length));
      case SKIP -> {}
      case ROWS -> {
        found++;
        if (text != null) {
          text.add(characters, offset, length, quoted);
        }
        boolean isNull = length == 0 && !quoted;
        int column = fieldIndex < columnOfField.length ? columnOfField[fieldIndex] : NOT_READ;
        if (column != NOT_READ && !isNull && firstError == null) {
          write(column, characters, offset, length);
        }
      }
    }
  }

  // The parser must not be interrupted by an exception, for it will be asked for the next record.
  private void write(int column, char[] characters, int offset, int length) {
    try {
      writers[column].set(row, characters, offset, length);
    } catch (BadValue e) {
      firstError = e;
    }
  }

  /// @throws BadValue if the last record was malformed
  void check() {
    if (firstError != null) {
      throw firstError;
    }
    if (found != fieldCount && !isEmptyLine()) {
      throw new BadValue("expected %d fields, found %d".formatted(fieldCount, found));
    }
  }

  boolean isEmptyLine() {
    return getRecordType() == RecordType.EMPTY;
  }

  /// The line on which the last record began.
  long line() {
    return getStartingLineNumber();
  }

  @Override
  protected CsvRowHandler buildRecord() {
    return this;
  }
}
