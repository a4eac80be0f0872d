package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.terminal.StandardOutput;
import java.io.PrintStream;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A list of values for each row, none of them cut.
final class ExpandedRows implements ResultPrinter {
  private static final int RULE = 40;

  private final Schema columns;
  private final List<String> names;
  private final int width;
  private final PrintStream out;
  private long count;

  ExpandedRows(Schema columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
    names = Cells.header(columns);
    width = names.stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public void rows(Batch batch) {
    for (List<String> row : Cells.of(columns, batch)) {
      count++;
      String title = "-[ row %d ]".formatted(count);
      out.println(title + "-".repeat(Math.max(0, RULE - title.length())));
      for (int i = 0; i < row.size(); i++) {
        String blanks = " ".repeat(width - names.get(i).length());
        out.println(names.get(i) + blanks + " | " + row.get(i));
      }
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
