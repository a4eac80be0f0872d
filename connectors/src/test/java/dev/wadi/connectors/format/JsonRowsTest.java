package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoLeaks.class)
class JsonRowsTest {
  @TempDir private Path directory;

  @Test
  void rowsAreLines() throws IOException {
    try (var scope = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(AllTypes.SCHEMA, 3, 20, scope.allocator())) {
      var out = new ByteArrayOutputStream();
      JsonRows.write(AllTypes.SCHEMA, batch, out);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo(String.join("\n", Reading.rows(AllTypes.SCHEMA, batch)) + "\n");
    }
  }

  @Test
  void noRowsAreNothing() throws IOException {
    try (Batch batch = Batch.of(List.of(), 0)) {
      var out = new ByteArrayOutputStream();
      JsonRows.write(new Schema(List.of()), batch, out);
      assertThat(out.size()).isZero();
    }
  }

  @Test
  void timestampsMayBeMilliseconds() throws IOException {
    var connector = new SingleFileConnector();
    Path file = directory.resolve("in.json");
    Files.writeString(file, "{\"ts\":\"1969-12-31T23:59:59.9995\"}\n{\"ts\":\"2001-01-01\"}\n");
    var schema = new Schema(List.of(AllTypes.column("ts", AllTypes.TIMESTAMP)));
    var in = Reading.table("single_file", schema, "path", file.toString());
    Path target = directory.resolve("out.json");
    var out =
        Reading.table(
            "single_file",
            schema,
            "path",
            target.toString(),
            "json.timestamp_format",
            "unix_millis");
    try (var scope = MemoryScope.unlimited()) {
      Reading.copy(connector.source(in), connector.sink(out), schema, scope.allocator());
    }
    assertThat(Files.readString(target)).isEqualTo("{\"ts\":-1}\n{\"ts\":978307200000}\n");
  }
}
