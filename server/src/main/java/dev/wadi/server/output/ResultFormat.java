package dev.wadi.server.output;

import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// How a whole result is written.
public enum ResultFormat {
  /// `{"columns": [{"name": "n", "type": "BIGINT"}], "data": [{"n": 1}]}`
  JSON("application/json", JsonResult::new),
  /// A line of JSON for each row.
  JSON_LINES("application/x-ndjson", JsonLinesResult::new),
  /// With a header. NULL is an empty field, the empty text a quoted one.
  CSV("text/csv", CsvResult::new),
  /// Arrow's streaming format.
  ARROW("application/vnd.apache.arrow.stream", ArrowResult::new);

  private final String contentType;
  private final Opening opening;

  ResultFormat(String contentType, Opening opening) {
    this.contentType = contentType;
    this.opening = opening;
  }

  public String contentType() {
    return contentType;
  }

  /// What may stand between rows without a meaning; empty if nothing may.
  public byte[] nothing() {
    return this == JSON || this == JSON_LINES ? new byte[] {'\n'} : new byte[0];
  }

  /// Begins a result.
  ///
  /// @param out written to by whoever calls the writer, and never closed
  public Writer open(Schema columns, OutputStream out) throws IOException {
    return opening.open(columns, out);
  }

  @FunctionalInterface
  private interface Opening {
    Writer open(Schema columns, OutputStream out) throws IOException;
  }

  /// Writes one result.
  public interface Writer {
    /// Writes rows, nothing of which is held back.
    ///
    /// @param batch borrowed, dense, with the result's columns
    void write(Batch batch) throws IOException;

    /// There are no more rows.
    void end() throws IOException;
  }
}
