package dev.wadi.connectors.parquet;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/// An open Parquet file. Whatever is wrong with it comes out as an error with the file's name.
final class ParquetFile implements AutoCloseable {
  private final Path file;
  private final ParquetFileReader reader;

  private ParquetFile(Path file, ParquetFileReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /// Opens a file and reads its footer.
  static ParquetFile open(Path file) {
    var options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification()
            .build();
    return guard(
        file,
        () -> new ParquetFile(file, ParquetFileReader.open(new LocalInputFile(file), options)));
  }

  Path path() {
    return file;
  }

  MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  int rowGroupCount() {
    return reader.getRowGroups().size();
  }

  /// Which columns the row groups are to be read with.
  void project(List<String[]> paths) {
    var wanted = paths.stream().map(schema()::getColumnDescription).toList();
    guard(
        file,
        () -> {
          reader.setRequestedSchema(wanted);
          return null;
        });
  }

  long rowCount(int rowGroup) {
    return reader.getRowGroups().get(rowGroup).getRowCount();
  }

  /// Reads the pages of a row group, still compressed.
  PageReadStore readRowGroup(int rowGroup) {
    return guard(file, () -> reader.readRowGroup(rowGroup));
  }

  /// A step of reading that a broken file may make fail.
  @FunctionalInterface
  interface Reading<T> {
    T run() throws IOException;
  }

  /// Runs a step. The library trusts the sizes and counts that a file states, so a broken file
  /// shows itself in exceptions of all kinds, and in attempts to allocate more than there can be.
  /// Arrow's own error, which says that the execution's limit is reached, is not the file's fault.
  static <T> T guard(Path file, Reading<T> reading) {
    try {
      return reading.run();
    } catch (WadiException | OutOfMemoryException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new WadiException(
          ErrorCode.FILE_UNREADABLE,
          "cannot read %s: not a complete Parquet file (%s)".formatted(file, reason(e)),
          e);
    }
  }

  // The library calls the file by a Java object's name.
  private static String reason(Throwable thrown) {
    return thrown.getMessage() == null
        ? thrown.getClass().getSimpleName()
        : thrown.getMessage().replaceAll("\\S+@[0-9a-f]+", "it");
  }

  @Override
  public void close() {
    guard(
        file,
        () -> {
          reader.close();
          return null;
        });
  }
}
