package dev.wadi.server.shell.display;

import dev.wadi.server.output.ResultFormat;
import java.io.PrintStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// How results are written. The names are those that users write.
public enum OutputFormat {
  /// Columns of equal width.
  table,
  csv,
  /// A line of JSON for each row.
  json,
  /// A table in Markdown.
  markdown,
  /// Arrow's streaming format.
  arrow;

  /// Whether people can read it.
  public boolean isText() {
    return this != arrow;
  }

  /// Begins a result.
  ///
  /// @param look of a table; the others have none
  public ResultPrinter open(Schema columns, Look look, PrintStream out) {
    return switch (this) {
      case table ->
          look.expanded()
              ? new ExpandedRows(columns, out)
              : new AlignedRows(columns, look.lineMost(), out);
      case csv -> new FormattedRows(ResultFormat.CSV, columns, out);
      case json -> new FormattedRows(ResultFormat.JSON_LINES, columns, out);
      case markdown -> new MarkdownRows(columns, out);
      case arrow -> new FormattedRows(ResultFormat.ARROW, columns, out);
    };
  }
}
