package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guest SDKs promise, through modules that use all of it (`src/test/guests`).
class GuestSdkTest extends PluginFixture {
  static PluginRegistry registry(String guest) {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    registry.add(bytesOf(guest));
    return registry;
  }

  static byte[] bytesOf(String guest) {
    try (InputStream in = GuestSdkTest.class.getResourceAsStream("/guests/" + guest + ".wasm")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FunctionSignature signature(PluginRegistry registry, String name) {
    return registry.functions().stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ScalarFunction open(String guest, String name) {
    PluginRegistry registry = registry(guest);
    return open(registry, signature(registry, name));
  }

  private List<Object> call(String guest, String name, FieldVector... arguments) {
    return values(call(open(guest, name), arguments));
  }

  static Stream<Object[]> functionsOfEachType() {
    return Stream.of("everything-rust", "everything-c", "everything-assemblyscript")
        .flatMap(guest ->
            registry(guest).functions().stream()
                .filter(function -> function.name().startsWith("next_"))
                .map(function -> new Object[] {guest, function.name()}));
  }

  // Each function adds one in the type's own unit; twice, because the first result is reused.
  @ParameterizedTest
  @MethodSource("functionsOfEachType")
  void takesAndReturnsEachType(String guest, String name) {
    PluginRegistry registry = registry(guest);
    FunctionSignature signature = signature(registry, name);
    ScalarFunction function = open(registry, signature);
    FieldVector first = column(signature, "a", "", null, "xyz");
    FieldVector second = column(signature, "b", "c");
    FieldVector result = call(function, first);
    assertThat(result.isNull(2)).isTrue();
    assertThat(values(result)).isEqualTo(next(signature, first));
    function.call(List.of(second), 2, result);
    assertThat(values(result)).isEqualTo(next(signature, second));
  }

  // Numbers and the like are the lengths of the texts.
  private FieldVector column(FunctionSignature signature, String... texts) {
    FieldVector vector = own(signature.arguments().getFirst().createVector(scope.allocator()));
    vector.setInitialCapacity(texts.length);
    vector.allocateNew();
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] == null) {
        vector.setNull(i);
      } else if (vector instanceof BaseVariableWidthVector variable) {
        variable.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
      } else {
        BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
        setNumber(fixed, i, texts[i].length());
      }
    }
    vector.setValueCount(texts.length);
    return vector;
  }

  private static void setNumber(BaseFixedWidthVector vector, int row, int number) {
    switch (vector) {
      case BitVector bits -> bits.set(row, number % 2);
      case Float4Vector floats -> floats.set(row, number);
      case Float8Vector doubles -> doubles.set(row, number);
      case DecimalVector decimals -> decimals.set(row, 100L * number);
      default -> {
        vector.setIndexDefined(row);
        int width = vector.getTypeWidth();
        vector.getDataBuffer().setZero((long) row * width, width);
        vector.getDataBuffer().setByte((long) row * width, number);
      }
    }
  }

  private List<Object> next(FunctionSignature signature, FieldVector argument) {
    String[] texts = new String[argument.getValueCount()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = argument.isNull(i) ? null : next(argument, i);
    }
    return values(column(signature, texts));
  }

  private static String next(FieldVector argument, int row) {
    if (!(argument instanceof BaseVariableWidthVector variable)) {
      return "x".repeat(number((BaseFixedWidthVector) argument, row) + 1);
    }
    String text = new String(variable.get(row), StandardCharsets.UTF_8);
    return argument.getField().getType().toString().equals("Utf8")
        ? text + "+"
        : new StringBuilder(text).reverse().toString();
  }

  private static int number(BaseFixedWidthVector vector, int row) {
    return switch (vector) {
      case BitVector bits -> bits.get(row);
      case Float4Vector floats -> (int) floats.get(row);
      case Float8Vector doubles -> (int) doubles.get(row);
      case DecimalVector decimals -> decimals.getObject(row).intValue();
      default -> vector.getDataBuffer().getByte((long) row * vector.getTypeWidth());
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-rust", "everything-c", "everything-assemblyscript"})
  void returnsNull(String guest) {
    assertThat(call(guest, "half", longs(4L, 5L, null, 6L))).containsExactly(2L, null, null, 3L);
  }

  @Test
  void rustReturnsWhatItBorrows() {
    assertThat(call("everything-rust", "trimmed", texts(" a ", "", null, "b")))
        .containsExactly("a", "", null, "b");
    assertThat(call("everything-rust", "first_word", texts("to be", " ", null)))
        .containsExactly("to", null, null);
  }

  @Test
  void rustSeesNullsIfItWants() {
    assertThat(call("everything-rust", "either", longs(1L, null, 3L), longs(9L, 8L, null)))
        .containsExactly(1L, 8L, 3L);
    assertThat(call("everything-rust", "plus", longs(1L, null, 3L), longs(10L, 20L, null)))
        .containsExactly(11L, 20L, null);
  }

  @Test
  void rustFailsWithRowAndReason() {
    ScalarFunction function = open("everything-rust", "parsed");
    assertThat(values(call(function, texts("12", null, "-3")))).containsExactly(12L, null, -3L);
    WadiException error = failure(function, texts("1", "2", "three"));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error)
        .hasMessage(
            "function 'parsed' of plugin 'everything' failed for (x = three):"
                + " invalid digit found in string");
    assertThat(values(call(function, texts("4")))).containsExactly(4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-assemblyscript"})
  void failsWithRowAndReason(String guest) {
    ScalarFunction function = open(guest, "quotient");
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> call(function, longs(6L, 7L), longs(2L, 0L)));
    assertThat(error)
        .hasMessage(
            "function 'quotient' of plugin '%s' failed for (a = 7, b = 0): b is 0"
                .formatted(guest));
    assertThat(values(call(function, longs(8L), longs(2L)))).containsExactly(4L);
  }

  @ParameterizedTest
  @CsvSource({"everything-rust, parsed", "everything-c, whole", "everything-assemblyscript, whole"})
  void rowsAreRejectedOneByOne(String guest, String name) {
    ScalarFunction function = open(guest, name);
    VarCharVector argument = texts("1", "two", null, "3", "");
    FieldVector result = result(function);
    List<Rejection> rejected = rejections(function, result, argument);
    assertThat(rejected).extracting(Rejection::row).containsExactly(1, 4);
    assertThat(rejected).extracting(Rejection::reason).noneMatch(String::isEmpty);
    assertThat(values(result)).containsExactly(1L, null, null, 3L, null);
    assertThat(rejections(function, result, texts("4"))).isEmpty();
    assertThat(values(result)).containsExactly(4L);
  }

  @Test
  void cTakesSixArguments() {
    FieldVector[] digits = new FieldVector[6];
    Arrays.setAll(digits, i -> longs((long) i + 1));
    assertThat(call("everything-c", "total", digits)).containsExactly(654_321L);
  }

  @Test
  void assemblyScriptSeesNullsIfItWants() {
    String guest = "everything-assemblyscript";
    assertThat(call(guest, "either", texts("a", null, null), texts("x", "y", null)))
        .containsExactly("a", "y", null);
    assertThat(call(guest, "first_word", texts("to be", " ", null)))
        .containsExactly("to", null, null);
    PluginRegistry registry = registry(guest);
    assertThat(signature(registry, "either").nulls()).isEqualTo(NullHandling.CALLED);
    assertThat(signature(registry, "repeated").arguments())
        .extracting(argument -> argument.isNullable())
        .containsExactly(true, false);
    assertThat(signature(registry, "quotient").nulls()).isEqualTo(NullHandling.STRICT);
    assertThat(signature(registry, "count_calls").volatility()).isEqualTo(Volatility.VOLATILE);
  }

  @Test
  void aFailedAssertionOfAssemblyScriptSaysWhy() {
    ScalarFunction function = open("everything-assemblyscript", "checked");
    WadiException error = failure(function, texts("xa", ""));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    assertThat(error).hasMessageContaining("an empty text at everything.ts:");
    assertThat(values(call(function, texts("xa")))).containsExactly(2L);
  }

  @Test
  void assemblyScriptCollectsItsGarbage() {
    ScalarFunction function = open("everything-assemblyscript", "garbage");
    FieldVector argument = longs(1_000L);
    FieldVector result = call(function, argument);
    for (int batch = 0; batch < 1_000; batch++) {
      function.call(List.of(argument), 1, result);
    }
    assertThat(values(result)).containsExactly(42_890L);
  }

  @Test
  void aPanicSaysWhy() {
    ScalarFunction function = open("everything-rust", "length_or_panic");
    WadiException error = failure(function, texts("xa", "b"));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    assertThat(error).hasMessageContaining("called `Option::unwrap()` on a `None` value");
    assertThat(values(call(function, texts("xa")))).containsExactly(1L);
  }

  @Test
  void overflowingAnIntegerInRustWraps() {
    assertThat(call("everything-rust", "next_i64", longs(Long.MAX_VALUE)))
        .containsExactly(Long.MIN_VALUE);
  }

  private FieldVector lists(double... items) {
    ListVector lists = own(ListVector.empty("x", scope.allocator()));
    lists.addOrGetVector(FieldType.nullable(Types.MinorType.FLOAT8.getType()));
    int first = lists.startNewValue(0);
    for (int i = 0; i < items.length; i++) {
      Float8Vector values = (Float8Vector) lists.getDataVector();
      values.setSafe(first + i, Double.isNaN(items[i]) ? 0 : 1, items[i]);
    }
    lists.endValue(0, items.length);
    lists.setValueCount(1);
    return lists;
  }

  @ParameterizedTest
  @CsvSource({
    "everything-rust, total",
    "everything-c, total_of",
    "everything-assemblyscript, total"
  })
  void arraysAreArguments(String guest, String name) {
    assertThat(call(guest, name, lists(1, 2, 3.5))).containsExactly(6.5);
    assertThat(call(guest, name, lists())).containsExactly(0.0);
    // A null that the function does not take.
    assertThat(call(guest, name, lists(1, Double.NaN, 3))).containsExactly((Object) null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-rust", "everything-c", "everything-assemblyscript"})
  void arraysAreResults(String guest) {
    assertThat(call(guest, "word_list", texts("to be  or", null, "")))
        .hasToString("[[\"to\",\"be\",\"or\"], null, []]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-rust", "everything-c", "everything-assemblyscript"})
  void jsonIsText(String guest) {
    PluginRegistry registry = registry(guest);
    FunctionSignature boxed = signature(registry, "boxed_json");
    assertThat(JsonType.is(boxed.arguments().getFirst())).isTrue();
    ScalarFunction function = open(registry, boxed);
    assertThat(values(call(function, texts("{\"a\": 1}", null))))
        .containsExactly("[{\"a\": 1}]", null);
    assertThat(failure(function, texts("{")).code()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-rust", "everything-assemblyscript"})
  void variadicFunctionsTakeAnyNumber(String guest) {
    assertThat(callVariadic(guest, "joined", texts("-", null))).containsExactly("", null);
    assertThat(callVariadic(guest, "joined", texts("-"), texts("a"), texts("b")))
        .containsExactly("a-b");
    assertThat(callVariadic(guest, "joined", texts("-", "+"), texts("a", "c"), texts(null, "d")))
        .containsExactly(null, "c+d");
    assertThat(callVariadic(guest, "first_of", longs(null, 1L), longs(2L, null)))
        .containsExactly(2L, 1L);
  }

  @Test
  void cTakesAnyNumberOfOneType() {
    assertThat(callVariadic("everything-c", "longest", texts("a"), texts("bcd"), texts("ef")))
        .containsExactly("bcd");
  }

  private List<Object> callVariadic(String guest, String name, FieldVector... arguments) {
    PluginRegistry registry = registry(guest);
    FunctionSignature signature = signature(registry, name);
    assertThat(signature.variadic()).isTrue();
    return values(call(open(registry, signature.ofCall(arguments.length)), arguments));
  }

  @Test
  void describesWhatTheTypesSay() {
    PluginRegistry registry = registry("everything-rust");
    FunctionSignature either = signature(registry, "either");
    assertThat(either.nulls()).isEqualTo(NullHandling.CALLED);
    assertThat(either.arguments()).allMatch(argument -> argument.isNullable());
    FunctionSignature parsed = signature(registry, "parsed");
    assertThat(parsed.nulls()).isEqualTo(NullHandling.STRICT);
    assertThat(parsed.result().isNullable()).isFalse();
    assertThat(signature(registry, "half").result().isNullable()).isTrue();
    assertThat(parsed.volatility()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(signature(registry, "calls").volatility()).isEqualTo(Volatility.VOLATILE);
  }

  @Test
  void instancesShareNothing() {
    ScalarFunction first = open("everything-rust", "calls");
    ScalarFunction second = open("everything-rust", "calls");
    assertThat(values(call(first, longs(0L, 0L, 0L)))).containsExactly(0L, 1L, 2L);
    assertThat(values(call(second, longs(0L)))).containsExactly(0L);
    assertThat(values(call(first, longs(0L)))).containsExactly(3L);
  }

  @Test
  void aPluginMayHaveACLibrary() {
    assertThat(call("wasi", "hexadecimal", longs(255L, null, 0L, -1L)))
        .containsExactly("ff", null, "0", "ffffffffffffffff");
    assertThat(call("wasi", "exists", texts("/etc/passwd", "."))).containsExactly(false, false);
  }
}
