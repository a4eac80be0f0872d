package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.ListedFormat;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What readers say of the records that they leave out: each of them once, wherever reading begins
/// anew.
class LeftOutRecordsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(AllTypes.column("a", AllTypes.BIGINT), AllTypes.column("b", AllTypes.TEXT)));

  private final SingleFileConnector connector = new SingleFileConnector(new ListedFormat());
  private final List<String> leftOut = new ArrayList<>();

  @TempDir private Path directory;

  private List<String> read(int batchRows, String... options) {
    return read(new int[] {batchRows}, options);
  }

  // A new reader, with another size of batches, after each poll.
  private List<String> read(int[] sizes, String... options) {
    List<String> all = new ArrayList<>(List.of("path", file().toString(), "bad_data", "drop"));
    all.addAll(List.of(options));
    Source source =
        connector.source(Reading.table("single_file", SCHEMA, all.toArray(String[]::new)));
    assertThat(source.leavesOut()).isTrue();
    List<String> rows = new ArrayList<>();
    Source.Split split = source.splits(1).getFirst();
    boolean more = true;
    for (int polls = 0; more; polls++) {
      int batchRows = sizes[polls % sizes.length];
      int before = leftOut.size();
      try (var scope = MemoryScope.unlimited();
          SplitReader reader = source.open(split, context(scope, batchRows))) {
        more = Reading.readBatch(reader, SCHEMA, rows, batchRows);
        split = split.at(reader.position());
      }
      assertThat(leftOut.size() - before)
          .isLessThanOrEqualTo(2 * Arrays.stream(sizes).max().getAsInt());
    }
    return rows;
  }

  private ReadContext context(MemoryScope scope, int batchRows) {
    return new ReadContext(
        scope.allocator(),
        List.of(0, 1),
        batchRows,
        0,
        (place, reason, record) ->
            leftOut.add(
                place.substring(place.lastIndexOf(' ') + 1)
                    + ": "
                    + (record == null ? null : new String(record, StandardCharsets.UTF_8))));
  }

  private Path file() {
    return directory.resolve("lines");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void eachOfThemOnce(int batchRows) throws IOException {
    Files.writeString(file(), "{\"a\": 1}\n{\n[\n{\"a\": 2}\nx\n\n{\"a\": \"y\"}\r\n{\"a\": 3}\nz");
    assertThat(read(batchRows, "format", "json")).hasSize(3);
    assertThat(leftOut).containsExactly("2: {", "3: [", "5: x", "7: {\"a\": \"y\"}", "9: z");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void alsoThoseOfAPluginsFormat(int batchRows) throws IOException {
    Files.writeString(
        file(), "a=1;a=2;a=3\na=4!\na=5,b=xxxxxxxxxxxxxxx\n!\n!!\na=6;a=7;a=8;a=9\n!!!\na=10");
    assertThat(read(batchRows, "format", "listed", "framing.newline.max_length", "16")).hasSize(8);
    assertThat(leftOut).containsExactlyInAnyOrder("2: a=4!", "3: null", "4: !", "5: !!", "7: !!!");
  }

  @Test
  void whateverSizeBatchesHaveFromOneRunToTheNext() throws IOException {
    var lines = new StringBuilder();
    List<String> expected = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      if (i % 7 == 0) {
        lines.append("!\n");
        malformed.add(i + ": !");
      } else if (i % 31 == 0) {
        lines.append("x".repeat(30)).append('\n');
        malformed.add(i + ": null");
      } else {
        for (int row = 0; row < i % 4; row++) {
          lines.append(row > 0 ? ";" : "").append("a=").append(4 * i + row);
          expected.add("{\"a\":%d,\"b\":null}".formatted(4 * i + row));
        }
        lines.append('\n');
      }
    }
    Files.writeString(file(), lines);
    String[] options = {"format", "listed", "framing.newline.max_length", "24"};
    assertThat(read(new int[] {7, 1, 100, 3}, options)).containsExactlyElementsOf(expected);
    assertThat(leftOut).containsExactlyInAnyOrderElementsOf(malformed);
  }

  @Test
  void manyInARow() throws IOException {
    Files.writeString(file(), "x\n".repeat(1000) + "{\"a\": 1}\n" + "y\n".repeat(1000));
    assertThat(read(10, "format", "json")).hasSize(1);
    assertThat(leftOut).hasSize(2000).contains("1000: x", "1002: y").doesNotHaveDuplicates();
  }

  @Test
  void aRecordOfCsvIsPutTogetherAgain() throws IOException {
    Files.writeString(file(), "a,b\n1,one\nx,\"a \"\"b\"\"\n,c\"\n\"\",\ny\n");
    assertThat(read(2, "format", "csv")).hasSize(1);
    assertThat(leftOut).containsExactly("3: x,\"a \"\"b\"\"\n,c\"", "5: \"\",", "6: y");
  }
}
