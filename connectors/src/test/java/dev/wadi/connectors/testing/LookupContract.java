package dev.wadi.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.LookupTable.LookupContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.testing.NoLeaks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What every table that is looked up keeps.
@ExtendWith(NoLeaks.class)
public abstract class LookupContract {
  protected static final Schema SCHEMA =
      new Schema(
          List.of(
              AllTypes.column("k", AllTypes.TEXT),
              AllTypes.column("n", AllTypes.BIGINT),
              AllTypes.column("s", AllTypes.TEXT)));

  protected long nanos;
  private final MemoryScope scope = MemoryScope.unlimited();

  protected abstract CanLookup connector();

  /// A table with {@link #SCHEMA} and the primary key `k`, which holds `(a, 1, x)`, `(b, 2, null)`
  /// and `(grün, 3, y)`.
  protected abstract TableDefinition table();

  private Lookup lookup;

  @BeforeEach
  void openTable() throws Exception {
    prepare();
    lookup = open(0, 1, 2);
  }

  /// Puts the rows where the table is.
  protected abstract void prepare() throws Exception;

  @AfterEach
  void closeTable() {
    lookup.close();
    assertThat(scope.free()).isZero();
  }

  protected final Lookup open(Integer... columns) {
    return open(table(), 1 << 20, columns);
  }

  protected final Lookup open(TableDefinition table, long maxBytes, Integer... columns) {
    return connector()
        .lookup(table)
        .open(new LookupContext(scope.allocator(), List.of(columns), 1_000, maxBytes, () -> nanos));
  }

  /// What is found: the number of the key and the row for each.
  protected final List<String> find(Lookup lookup, Schema columns, String... keys) {
    try (Batch wanted = keys(scope.allocator(), keys)) {
      Lookup.Found found = lookup.find(wanted);
      List<String> rows = new ArrayList<>();
      try (Batch batch = found.rows()) {
        assertThat(batch.rowCount()).isEqualTo(found.keys().length);
        for (int i = 0; i < found.keys().length; i++) {
          rows.add(found.keys()[i] + " " + JsonRows.row(columns, batch, i));
        }
      }
      return rows;
    }
  }

  private static Batch keys(BufferAllocator allocator, String... keys) {
    VarCharVector vector = new VarCharVector("", allocator);
    vector.allocateNew();
    for (int i = 0; i < keys.length; i++) {
      vector.setSafe(i, keys[i].getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(keys.length);
    return Batch.of(List.of(Column.of(vector)), keys.length);
  }

  @Test
  void findsTheRowsOfKeysInTheirOrder() {
    assertThat(find(lookup, SCHEMA, "grün", "?", "a", "b"))
        .containsExactly(
            "0 {\"k\":\"grün\",\"n\":3,\"s\":\"y\"}",
            "2 {\"k\":\"a\",\"n\":1,\"s\":\"x\"}",
            "3 {\"k\":\"b\",\"n\":2,\"s\":null}");
  }

  @Test
  void mayFindNothing() {
    assertThat(find(lookup, SCHEMA, "A", "", "c")).isEmpty();
    assertThat(find(lookup, SCHEMA, "b")).hasSize(1);
  }

  @Test
  void findsOneAmongMany() {
    String[] many =
        Stream.concat(IntStream.range(0, 3_000).mapToObj(i -> "none" + i), Stream.of("a"))
            .toArray(String[]::new);
    assertThat(find(lookup, SCHEMA, many))
        .containsExactly("3000 {\"k\":\"a\",\"n\":1,\"s\":\"x\"}");
  }

  @Test
  void yieldsTheColumnsThatAreWanted() {
    try (Lookup some = open(1);
        Lookup none = open()) {
      assertThat(find(some, Reading.project(SCHEMA, List.of(1)), "b", "a"))
          .containsExactly("0 {\"n\":2}", "1 {\"n\":1}");
      assertThat(find(none, new Schema(List.of()), "b", "?", "a")).containsExactly("0 {}", "2 {}");
    }
  }

  @Test
  void saysThatItMayBlock() {
    LookupTable table = connector().lookup(table());
    assertThat(table.blocking()).isTrue();
  }
}
