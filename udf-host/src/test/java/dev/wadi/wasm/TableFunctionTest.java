package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.TableFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What table functions make, some rows at a time.
class TableFunctionTest extends PluginFixture {
  private static final int BATCHES = 60;

  private TableFunction open(String guest, String name) {
    PluginRegistry registry = GuestSdkTest.registry(guest);
    return own(registry.openTable(GuestSdkTest.signature(registry, name)));
  }

  /// The next rows: which row of the arguments, and the values. Null if there are no more.
  private boolean next(
      TableFunction function, FunctionSignature signature, int most, List<List<Object>> rows) {
    List<FieldVector> columns =
        signature.columns().stream()
            .map(field -> own(field.createVector(scope.allocator())))
            .toList();
    IntVector origins = own(new IntVector("", scope.allocator()));
    boolean more = function.next(most, origins, columns);
    assertThat(origins.getValueCount()).isLessThanOrEqualTo(most);
    for (int row = 0; row < origins.getValueCount(); row++) {
      List<Object> values = new ArrayList<>(List.of(origins.get(row)));
      for (FieldVector column : columns) {
        values.add(values(column).get(row));
      }
      rows.add(values);
    }
    return more;
  }

  private List<List<Object>> all(
      String guest, TableFunction function, int most, FieldVector... arguments) {
    FunctionSignature signature = GuestSdkTest.signature(GuestSdkTest.registry(guest), "numbers");
    List<List<Object>> rows = new ArrayList<>();
    function.begin(List.of(arguments), arguments[0].getValueCount());
    while (next(function, signature, most, rows)) {
      assertThat(rows).isNotEmpty();
    }
    return rows;
  }

  private static List<List<Object>> expected(Long[] first, Long[] count) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < first.length; row++) {
      if (first[row] != null && count[row] != null) {
        for (long i = first[row]; i < first[row] + count[row]; i++) {
          String digits = i == 0 ? "" : new StringBuilder(Long.toString(i)).reverse().toString();
          rows.add(List.of(row, i, i % 2 == 0, digits, i / 2.0, (short) i));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust", "everything-assemblyscript"})
  void makesWhatJavaMakes(String guest) {
    Random random = new Random(1);
    TableFunction function = open(guest, "numbers");
    for (int batch = 0; batch < BATCHES; batch++) {
      int rows = 1 + random.nextInt(20);
      Long[] first = new Long[rows];
      Long[] count = new Long[rows];
      for (int row = 0; row < rows; row++) {
        first[row] = random.nextInt(8) == 0 ? null : (Long) (long) random.nextInt(1_000);
        count[row] = random.nextInt(8) == 0 ? null : (Long) (long) random.nextInt(40);
      }
      int most = 1 + random.nextInt(random.nextBoolean() ? 9 : 900);
      assertThat(all(guest, function, most, longs(first), longs(count)))
          .as("batch %d", batch)
          .isEqualTo(expected(first, count));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust", "everything-assemblyscript"})
  void aBatchThatIsGivenUpLeavesNothingBehind(String guest) {
    TableFunction function = open(guest, "numbers");
    FunctionSignature signature = GuestSdkTest.signature(GuestSdkTest.registry(guest), "numbers");
    List<List<Object>> some = new ArrayList<>();
    function.begin(List.of(longs(5L, null), longs(9L, 1L)), 2);
    assertThat(next(function, signature, 4, some)).isTrue();
    assertThat(all(guest, function, 4, longs(1L), longs(6L)))
        .isEqualTo(expected(new Long[] {1L}, new Long[] {6L}));
    assertThat(all(guest, function, 4, longs((Long) null), longs(6L))).isEmpty();
    assertThat(all(guest, function, 4, longs(7L), longs(0L))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust", "everything-assemblyscript"})
  void anErrorNamesItsRow(String guest) {
    TableFunction function = open(guest, "numbers");
    WadiException error =
        catchThrowableOfType(
            WadiException.class,
            () -> all(guest, function, 4, longs(1L, null, 100_000L), longs(1L, 1L, 2L)));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error).hasMessageContaining("failed for (first = 100000, count = 2): too large");
    assertThat(all(guest, function, 4, longs(1L), longs(2L)))
        .isEqualTo(expected(new Long[] {1L}, new Long[] {2L}));
  }

  @Test
  void manyBytesComeInSeveralCalls() {
    PluginRegistry registry = new PluginRegistry();
    registry.add(GuestSdkTest.bytesOf("everything-c"));
    FunctionSignature signature = GuestSdkTest.signature(registry, "long_texts");
    TableFunction function = own(registry.openTable(signature));
    IntVector counts = own(new IntVector("", scope.allocator()));
    counts.setSafe(0, 200);
    counts.setValueCount(1);
    function.begin(List.of(texts("abc"), counts), 1);
    List<List<Object>> rows = new ArrayList<>();
    int calls = 1;
    while (next(function, signature, 1_000, rows)) {
      calls++;
    }
    assertThat(rows).hasSize(200).allMatch(row -> row.get(1).toString().length() == 100_000);
    assertThat(calls).isGreaterThan(10);
  }

  @Test
  void describesItsColumns() {
    FunctionSignature signature =
        GuestSdkTest.signature(GuestSdkTest.registry("everything-c"), "numbers");
    assertThat(signature.givesRows()).isTrue();
    assertThat(signature.columns())
        .extracting(Object::toString)
        .containsExactly(
            "number: Int(64, true) not null",
            "even: Bool not null",
            "label: Utf8 not null",
            "half: FloatingPoint(DOUBLE) not null",
            "small: Int(16, true) not null");
  }
}
