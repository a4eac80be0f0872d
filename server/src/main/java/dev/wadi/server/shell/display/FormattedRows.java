package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.output.ResultFormat;
import dev.wadi.server.terminal.StandardOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.types.pojo.Schema;

/// A format that the server has as well.
final class FormattedRows implements ResultPrinter {
  private final PrintStream out;
  private final ResultFormat.Writer writer;

  FormattedRows(ResultFormat format, Schema columns, PrintStream out) {
    this.out = out;
    try {
      writer = format.open(columns, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void rows(Batch batch) {
    try {
      writer.write(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    StandardOutput.flush(out);
  }

  @Override
  public void end() {
    try {
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    flush();
  }
}
