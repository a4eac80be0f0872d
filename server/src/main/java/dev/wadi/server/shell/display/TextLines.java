package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.terminal.StandardOutput;
import java.io.PrintStream;
import org.apache.arrow.vector.VarCharVector;

/// Plans and statements as they are: neither a table nor JSON makes them any clearer. They are in
/// the last column.
public final class TextLines implements ResultPrinter {
  private final PrintStream out;

  public TextLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void rows(Batch batch) {
    var texts = (VarCharVector) batch.columns().getLast().vector();
    for (int i = 0; i < batch.rowCount(); i++) {
      out.println(texts.getObject(i));
    }
  }

  @Override
  public void flush() {
    StandardOutput.flush(out);
  }

  @Override
  public void end() {
    flush();
  }
}
