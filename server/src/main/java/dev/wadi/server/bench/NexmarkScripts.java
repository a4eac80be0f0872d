package dev.wadi.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Makes whole scripts of the queries: with the tables of an auction site that has so many events.
public final class NexmarkScripts {
  private static final long SIDE_ROWS = 10_000;

  private final String tables;

  /// @param folder empty; gets the files that queries read and write
  /// @param bounded whether the queries may know that the events end; if not, they are run as
  ///   streams
  public NexmarkScripts(Path folder, long events, boolean bounded) {
    writeSideInput(folder.resolve("side_input.csv"));
    tables =
        NexmarkQuery.resource("tables")
            .replace("${events}", Long.toString(events))
            .replace("${bounded}", Boolean.toString(bounded))
            .replace("${folder}", folder.toAbsolutePath().toString().replace("'", "''"));
  }

  private static void writeSideInput(Path file) {
    List<String> lines =
        LongStream.range(0, SIDE_ROWS)
            .mapToObj(key -> key + ",value-" + key)
            .collect(Collectors.toList());
    lines.addFirst("key,value");
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The statements that define the tables.
  public String tables() {
    return tables;
  }

  String script(NexmarkQuery query) {
    return tables + "\nINSERT INTO " + query.target() + "\n" + query.text() + ";";
  }
}
