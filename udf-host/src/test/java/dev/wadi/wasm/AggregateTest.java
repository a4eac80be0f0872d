package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i32Store;
import static dev.wadi.wasm.Wat.i64Const;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.i64Store;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// States go to a guest and come back, and are not believed.
class AggregateTest extends PluginFixture {
  private static final byte[] OK = i32Const(0);

  private AggregateFunction aggregate(PluginRegistry registry, FunctionSignature signature) {
    return own(registry.openAggregate(signature));
  }

  private AggregateFunction aggregate(ModuleBuilder module) {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    return aggregate(registry, registry.add(module.build()).functions().getFirst());
  }

  private IntVector groups(int... groups) {
    IntVector vector = own(new IntVector("group", scope.allocator()));
    vector.allocateNew(groups.length);
    for (int i = 0; i < groups.length; i++) {
      vector.set(i, groups[i]);
    }
    vector.setValueCount(groups.length);
    return vector;
  }

  private TinyIntVector signs(int... signs) {
    TinyIntVector vector = own(new TinyIntVector("sign", scope.allocator()));
    vector.allocateNew(signs.length);
    for (int i = 0; i < signs.length; i++) {
      vector.set(i, signs[i]);
    }
    vector.setValueCount(signs.length);
    return vector;
  }

  private List<FieldVector> empty(FunctionSignature signature, int groups) {
    List<FieldVector> states = new ArrayList<>();
    for (var field : ((FunctionKind.Aggregate) signature.kind()).state()) {
      FieldVector state = own(field.createVector(scope.allocator()));
      state.setInitialCapacity(groups);
      state.allocateNew();
      state.setValueCount(groups);
      states.add(state);
    }
    return states;
  }

  private List<Object> results(
      AggregateFunction function, FunctionSignature signature, List<FieldVector> states) {
    FieldVector result = own(signature.result().createVector(scope.allocator()));
    function.result(states, states.getFirst().getValueCount(), result);
    return values(result);
  }

  @ParameterizedTest
  @CsvSource({
    "everything-rust, my_sum",
    "everything-c, c_sum",
    "everything-assemblyscript, my_sum"
  })
  void addsTakesBackAndMerges(String guest, String name) {
    PluginRegistry registry = GuestSdkTest.registry(guest);
    FunctionSignature signature = GuestSdkTest.signature(registry, name);
    assertThat(((FunctionKind.Aggregate) signature.kind()).retracts()).isTrue();
    AggregateFunction sum = aggregate(registry, signature);
    List<FieldVector> states = empty(signature, 3);
    List<FieldVector> rows =
        List.of(groups(0, 2, 0, 0), signs(1, 1, 1, -1), longs(10L, 5L, 7L, 3L));
    sum.update(rows, 4, states, 3);
    assertThat(results(sum, signature, states)).containsExactly(14L, null, 5L);
    List<FieldVector> others = empty(signature, 2);
    List<FieldVector> partial = new ArrayList<>(List.of(groups(1, 0, 0)));
    partial.addAll(states);
    sum.merge(partial, 3, others, 2);
    assertThat(results(sum, signature, others)).containsExactly(5L, 14L);
    assertThat(results(sum, signature, states)).containsExactly(14L, null, 5L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-rust", "everything-assemblyscript"})
  void statesMayHaveAnyLength(String guest) {
    PluginRegistry registry = GuestSdkTest.registry(guest);
    FunctionSignature signature = GuestSdkTest.signature(registry, "my_texts");
    AggregateFunction collected = aggregate(registry, signature);
    List<FieldVector> states = empty(signature, 2);
    for (int i = 0; i < 200; i++) {
      collected.update(List.of(groups(1, 1), texts("a" + i, null), texts("!", "?")), 2, states, 2);
    }
    List<Object> results = results(collected, signature, states);
    assertThat(results.get(0)).hasToString("[\"0\"]");
    assertThat((List<?>) results.get(1)).hasSize(401);
  }

  // Leaves states alone; results are 7.
  private static ModuleBuilder module(byte[]... update) {
    byte[] seven = code(localGet(1), i32Load(40), i32Load(4), i64Const(7), i64Store(0));
    return ModuleBuilder.plugin()
        .description(
            """
            {"functions":[{"name":"f","kind":"aggregate","args":[{"name":"x","type":"l"}],
              "state":[{"name":"s","type":"l"},{"name":"t","type":"u"}],"returns":{"type":"l"}}]}
            """)
        .function("f_update", bytes(I32, I32), bytes(I32), update)
        .function("f_merge", bytes(I32, I32), bytes(I32), OK)
        .function("f_result", bytes(I32, I32), bytes(I32), seven, OK);
  }

  private WadiException failure(ModuleBuilder module) {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    FunctionSignature signature = registry.add(module.build()).functions().getFirst();
    AggregateFunction function = aggregate(registry, signature);
    List<FieldVector> states = empty(signature, 2);
    List<FieldVector> rows = List.of(groups(1), longs(3L));
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> function.update(rows, 1, states, 2));
    assertThat(results(function, signature, empty(signature, 1))).containsExactly(7L);
    return error;
  }

  private void assertBad(String reason, byte[]... update) {
    WadiException error = failure(module(update));
    assertThat(error.code()).as(error.describe()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    assertThat(error).hasMessageContaining(reason);
  }

  private static byte[] column(int i) {
    return code(localGet(1), i32Load(44), i32Load(4L * i));
  }

  @Test
  void statesThatAreNot() {
    assertBad("3 values", column(0), i64Const(3), i64Store(0), OK);
    assertBad("3 values", localGet(1), i64Const(3), i64Store(0), OK);
    assertBad("its values are", column(0), i32Load(40), i32Const(-8), i32Store(4), OK);
    assertBad("its offsets are", column(1), i32Load(40), i32Const(1 << 20), i32Store(4), OK);
    assertBad("its validity are", column(1), i32Load(40), i32Const(1 << 20), i32Store(0), OK);
    assertBad("unknown code 4", i32Const(4));
  }

  @Test
  void whatAGuestFindsAndLeaves() {
    // The state of each group is the number of rows of the input.
    byte[] rows = code(localGet(0), i64Load(0));
    byte[] values = code(column(0), i32Load(40), i32Load(4));
    byte[] validity = code(column(0), i32Load(40), i32Load(0));
    PluginRegistry registry = new PluginRegistry(LIMITS);
    ModuleBuilder module =
        module(
            code(values, rows, i64Store(0)),
            code(values, rows, i64Store(8)),
            code(validity, i32Const(3), bytes(0x3A, 0, 0)),
            OK);
    FunctionSignature signature = registry.add(module.build()).functions().getFirst();
    AggregateFunction function = aggregate(registry, signature);
    List<FieldVector> states = empty(signature, 2);
    function.update(List.of(groups(1, 1, 0), longs(3L, 4L, 5L)), 3, states, 2);
    assertThat(values(states.get(0))).containsExactly(3L, 3L);
    assertThat(values(states.get(1))).containsExactly(null, null);
  }

  @Test
  void anAggregateSaysWhatIsWrong() {
    ModuleBuilder failing =
        module(i32Const(1))
            .function("wadi_error", bytes(), bytes(I32), i32Const(128))
            .data(128, bytes(1, 0, 0, 0, 255, 255, 255, 255, 160, 0, 0, 0, 3, 0, 0, 0));
    assertThat(failure(failing))
        .hasMessageContaining("aggregate 'f' of plugin 'test' failed")
        .extracting(WadiException::code)
        .isEqualTo(ErrorCode.FUNCTION_ERROR);
  }

  @Test
  void descriptionsThatAreRefused() {
    assertRefused("\"state\":[],", "has 0 columns of state, expected 1 to 16");
    assertRefused("", "has 0 columns of state");
    assertRefused(
        "\"state\":[{\"name\":\"s\",\"type\":\"l\",\"nullable\":false}],", "is not nullable");
    assertRefused(
        "\"state\":[{\"name\":\"s\",\"type\":\"l\"}],\"variadic\":true,", "could be repeated");
    assertRefused("\"state\":[{\"name\":\"s\",\"type\":\"l\"}],", "does not export 'f_update'");
  }

  private static void assertRefused(String fields, String reason) {
    WadiException refusal =
        refusal(
            ModuleBuilder.plugin()
                .description(
                    """
                    {"functions":[{"name":"f","kind":"aggregate",%s
                      "args":[{"name":"x","type":"l"}],"returns":{"type":"l"}}]}
                    """
                        .formatted(fields)));
    assertThat(refusal).hasMessageContaining(reason);
  }
}
