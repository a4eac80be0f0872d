package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.LookupContract;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookupTest extends LookupContract {
  @TempDir private Path directory;

  @Override
  protected CanLookup connector() {
    return new FilesystemConnector();
  }

  @Override
  protected TableDefinition table() {
    return table("csv", Map.of());
  }

  private TableDefinition table(String format, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("path", directory.toString());
    options.put("format", format);
    return new TableDefinition("t", "filesystem", SCHEMA, options, List.of("k"));
  }

  @Override
  protected void prepare() throws IOException {
    write("1.csv", "a,0,old\na,1,x\n");
    write("2.csv", "b,2,\ngrün,3,y\n");
  }

  private void write(String name, String rows) throws IOException {
    Files.writeString(directory.resolve(name), "k,n,s\n" + rows);
  }

  @Test
  void filesAreReadAgainWhenTheirRowsAreTooOld() throws IOException {
    try (Lookup lookup = open(1)) {
      assertThat(find(lookup, columns(), "a", "c")).containsExactly("0 {\"n\":1}");
      write("3.csv", "c,4,z\na,5,z\n");
      nanos += Duration.ofMillis(999).toNanos();
      assertThat(find(lookup, columns(), "a", "c")).containsExactly("0 {\"n\":1}");
      nanos += Duration.ofMillis(1).toNanos();
      assertThat(find(lookup, columns(), "a", "c")).containsExactly("0 {\"n\":5}", "1 {\"n\":4}");
    }
  }

  private static Schema columns() {
    return Reading.project(SCHEMA, List.of(1));
  }

  @Test
  void filesThatDoNotFitIntoMemoryAreRefused() {
    try (Lookup lookup = open(table(), 16, 0, 1, 2)) {
      assertThatThrownBy(() -> find(lookup, SCHEMA, "a"))
          .isInstanceOf(WadiException.class)
          .hasMessageContaining("take more memory than its 16 bytes");
    }
  }

  @Test
  void rowsThatChangeAreRefused() {
    assertThatThrownBy(() -> connector().lookup(table("debezium_json", Map.of())))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("option 'format' is 'debezium_json'");
  }

  @Test
  void aTableThatSaysToBeASourceIsRefused() {
    assertThatThrownBy(() -> connector().lookup(table("csv", Map.of("type", "source"))))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("expected 'lookup'");
    assertThat(connector().lookup(table("csv", Map.of("type", "lookup"))).worthKeeping()).isFalse();
  }
}
