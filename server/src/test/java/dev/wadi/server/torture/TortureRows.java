package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a sink has made visible: how often each row is there, when all changes have been applied.
record TortureRows(Map<String, Long> counts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 5;

  /// Reads the folder of a sink.
  static TortureRows read(Path folder, TortureScript.Insert insert) {
    Map<String, Long> counts = new HashMap<>();
    List<Path> files = files(folder);
    if (insert.format().equals("parquet")) {
      rows(files, counts);
    } else {
      files.forEach(file -> lines(file, insert.changelog(), counts));
    }
    counts.values().removeIf(count -> count == 0);
    return new TortureRows(counts);
  }

  private static void lines(Path file, boolean changelog, Map<String, Long> counts) {
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(line -> {
        if (changelog) {
          change(line, counts);
        } else {
          counts.merge(line, 1L, Long::sum);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rows(List<Path> files, Map<String, Long> counts) {
    if (files.isEmpty()) {
      return;
    }
    String names =
        files.stream().map("'%s'"::formatted).collect(Collectors.joining(", ", "[", "]"));
    String query =
        "SELECT row::TEXT, count(*) FROM read_parquet(%s) AS row GROUP BY 1".formatted(names);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // A pipeline that wrote nothing has made no folder.
  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void change(String line, Map<String, Long> counts) {
    try {
      JsonNode change = JSON.readTree(line);
      if (change.hasNonNull("before")) {
        counts.merge(change.get("before").toString(), -1L, Long::sum);
      }
      if (change.hasNonNull("after")) {
        counts.merge(change.get("after").toString(), 1L, Long::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long rows() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// @param what for the message
  void assertEqualTo(TortureRows expected, String what) {
    List<String> different =
        Stream.concat(counts.keySet().stream(), expected.counts.keySet().stream())
            .distinct()
            .filter(row -> count(row) != expected.count(row))
            .limit(SHOWN)
            .map(
                row -> "%d times instead of %d: %s".formatted(count(row), expected.count(row), row))
            .toList();
    assertThat(different).as(what).isEmpty();
  }

  private long count(String row) {
    return counts.getOrDefault(row, 0L);
  }
}
