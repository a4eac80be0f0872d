package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Decoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Has the lines of a file decoded, some at a time. Where it is, is where these begin, and how many
/// of their rows were given: a line is always made into the same rows.
final class DecodedLines implements SplitReader {
  private static final int LINES_BYTES_MAX = 1 << 20;

  private final Path file;
  private final Lines lines;
  private final Decoder decoder;
  private final List<Field> columns;
  private final ReadContext context;
  private final BadRows badRows;
  private final VarBinaryVector records;
  private final long[] lineNumbers;

  // Of the lines that are being decoded.
  private boolean decoding;
  private String begin;
  private long given;
  private final List<TooLong> tooLong = new ArrayList<>();

  private record TooLong(long line, String reason) {}

  // How many rows were given before reading began here.
  private long skipped;

  /// @param begin where the first of the lines begins
  /// @param skipped how many rows are known already
  private DecodedLines(
      Path file, String begin, long skipped, PluginLines format, ReadContext context)
      throws IOException {
    this.file = file;
    this.begin = begin;
    this.skipped = skipped;
    this.columns = format.format().schema().getFields();
    this.context = context;
    this.badRows = new BadRows(file.toString(), format.badData(), context.leftOut());
    this.decoder = format.format().decoder();
    try {
      this.lines = new Lines(file, begin, format.framing());
    } catch (IOException e) {
      decoder.close();
      throw e;
    }
    this.records = new VarBinaryVector("data", context.allocator());
    this.lineNumbers = new long[context.batchRows()];
  }

  /// @param position as {@link #position()} gave it, or "" for the start
  static DecodedLines open(Path file, String position, PluginLines format, ReadContext context)
      throws IOException {
    int end = position.lastIndexOf(':');
    return end < 0
        ? new DecodedLines(file, "", 0, format, context)
        : new DecodedLines(
            file,
            position.substring(0, end),
            Long.parseLong(position.substring(end + 1)),
            format,
            context);
  }

  @Override
  public Poll poll() {
    long droppedBefore = badRows.dropped();
    while (decoding || readLines()) {
      try (DecodedRows rows = decode()) {
        given += rows.count();
        if (skipped > 0) {
          skipped -= rows.count();
          continue;
        }
        Batch batch = rows.toBatch(context.columns(), this::malformed);
        if (batch.rowCount() > 0) {
          return new Poll.Rows(batch);
        }
        batch.close();
        // Whoever is told of malformed records keeps them until the poll ends.
        if (!decoding && badRows.dropped() > droppedBefore) {
          return Poll.NOTHING;
        }
      }
    }
    return Poll.END;
  }

  private boolean readLines() {
    begin = lines.position();
    given = 0;
    int count = 0;
    long bytes = 0;
    records.reset();
    try {
      while (count < lineNumbers.length && bytes < LINES_BYTES_MAX && nextLine()) {
        records.setSafe(count, lines.buffer(), lines.start(), lines.length());
        bytes += lines.length();
        lineNumbers[count++] = lines.number();
      }
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
    records.setValueCount(count);
    if (count > 0) {
      located(() -> decoder.begin(records));
      decoding = true;
    } else {
      tellOfTooLong();
    }
    return decoding;
  }

  // What the format itself fails with does not say where.
  private void located(Runnable call) {
    try {
      call.run();
    } catch (WadiException e) {
      long last = lineNumbers[records.getValueCount() - 1];
      String message =
          "%s, lines %d to %d: %s".formatted(file, lineNumbers[0], last, e.getMessage());
      throw new WadiException(e.code(), message, e).withHint(e.hint().orElse(null));
    }
  }

  private boolean nextLine() throws IOException {
    while (true) {
      try {
        return lines.next();
      } catch (BadValue e) {
        tooLong.add(new TooLong(lines.number(), e.getMessage()));
      }
    }
  }

  private DecodedRows decode() {
    int batchRows = context.batchRows();
    int rowsMax = skipped > 0 ? (int) Math.min(skipped, batchRows) : batchRows;
    DecodedRows rows = new DecodedRows(columns, context.allocator());
    try {
      located(() -> decoding = rows.fill(decoder, rowsMax));
      if (!decoding) {
        decoder.rejected().forEach(rejected -> malformed(rejected.row(), rejected.reason()));
        tellOfTooLong();
      }
      return rows;
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  // Like what the decoder rejects when all rows have been given: whoever begins here again has not
  // heard of it.
  private void tellOfTooLong() {
    tooLong.forEach(line -> badRows.add(line.line(), line.reason(), null));
    tooLong.clear();
  }

  private void malformed(int record, String reason) {
    badRows.add(lineNumbers[record], reason, records.get(record));
  }

  @Override
  public String position() {
    return decoding || skipped > 0 ? begin + ":" + (given + skipped) : lines.position() + ":0";
  }

  @Override
  public void close() {
    records.close();
    decoder.close();
    badRows.close();
    try {
      lines.close();
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
