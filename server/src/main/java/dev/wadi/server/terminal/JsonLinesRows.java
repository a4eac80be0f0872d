package dev.wadi.server.terminal;

import dev.wadi.server.output.RowReceiver;
import java.io.PrintStream;

/// Shows each row as a line of JSON.
public final class JsonLinesRows implements RowReceiver {
  private final PrintStream out;

  public JsonLinesRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void row(String table, byte[] json) {
    out.write(json, 0, json.length);
    out.write('\n');
  }

  @Override
  public void flush() {
    StandardOutput.flush(out);
  }
}
