package dev.wadi.connectors.format;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// The records of a CSV file. A record's position is its number, so going on in the middle of a
/// file scans what comes before it.
final class CsvRecords implements RowSource {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CsvText text;
  private final CsvRowHandler handler;
  private final CloseableIterator<CsvRowHandler> records;
  private final int fieldCount;
  private long read;

  /// Opens a file and reads its header, if it is to have one.
  ///
  /// @param columns the columns to read
  /// @param indexes which of the table's columns these are
  /// @throws BadValue if the header lacks a column
  CsvRecords(Path file, CsvFormat format, List<Field> columns, List<Integer> indexes)
      throws IOException {
    this.text = format.leavesOut() ? new CsvText(format.delimiter()) : null;
    this.handler = new CsvRowHandler(text);
    CsvReader<CsvRowHandler> reader =
        CsvReader.builder()
            .fieldSeparator(format.delimiter())
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(handler, reader(file));
    this.records = reader.iterator();
    try {
      if (format.header()) {
        List<String> names = readHeader();
        this.fieldCount = names.size();
        handler.project(names.size(), CsvHeader.match(names, columns));
      } else {
        this.fieldCount = format.schema().getFields().size();
        handler.project(fieldCount, indexes);
      }
    } catch (BadValue | IOException e) {
      records.close();
      throw e;
    }
  }

  // Malformed UTF-8 is an error, and not replaced as InputStreamReader does by itself.
  private static InputStreamReader reader(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
  }

  private List<String> readHeader() throws IOException {
    handler.collectNames();
    if (!advance()) {
      throw new BadValue("the file is empty");
    }
    return handler.names();
  }

  /// Goes behind the first records.
  void skip(long count) throws IOException {
    handler.skip();
    while (read < count && nextRecord()) {
      read++;
    }
  }

  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    handler.into(builder);
    if (!nextRecord()) {
      return false;
    }
    read++;
    handler.check();
    return true;
  }

  // An empty line is a record only where one empty field can be one.
  private boolean nextRecord() throws IOException {
    do {
      if (!advance()) {
        return false;
      }
    } while (handler.isEmptyLine() && fieldCount != 1);
    return true;
  }

  private boolean advance() throws IOException {
    try {
      if (!records.hasNext()) {
        return false;
      }
      records.next();
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new IOException("not CSV: " + e.getMessage(), e);
    }
  }

  @Override
  public long line() {
    return handler.line();
  }

  @Override
  public byte[] record() {
    return text == null ? null : text.bytes();
  }

  @Override
  public String position() {
    return Long.toString(read);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
