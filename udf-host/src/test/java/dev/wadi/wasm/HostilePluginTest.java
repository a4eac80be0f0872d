package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.DROP;
import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.I32_EQZ;
import static dev.wadi.wasm.Wat.I64_EQ;
import static dev.wadi.wasm.Wat.MEMORY_COPY;
import static dev.wadi.wasm.Wat.MEMORY_FILL;
import static dev.wadi.wasm.Wat.MEMORY_GROW;
import static dev.wadi.wasm.Wat.UNREACHABLE;
import static dev.wadi.wasm.Wat.br;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.callFunction;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i32Store;
import static dev.wadi.wasm.Wat.i64Const;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.i64Store;
import static dev.wadi.wasm.Wat.ifThen;
import static dev.wadi.wasm.Wat.localGet;
import static dev.wadi.wasm.Wat.loop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a guest does while it runs: each wrong is an error that names function, plugin and reason,
/// and the next call gets a new instance.
class HostilePluginTest extends PluginFixture {
  private static final byte[] OK = i32Const(0);
  private static final byte[] FOREVER = loop(br(0));

  private void assertFails(ModuleBuilder module, ErrorCode code, String reason) {
    assertFails(module, LIMITS, code, reason);
  }

  private void assertFails(
      ModuleBuilder module, PluginLimits limits, ErrorCode code, String reason) {
    WadiException error = failure(open(module, limits), longs(1L));
    assertThat(error.code()).isEqualTo(code);
    assertThat(error).hasMessageContaining("function 'f' of plugin 'test'");
    assertThat(error).hasMessageContaining(reason);
  }

  private static ModuleBuilder longs(byte[]... body) {
    return ModuleBuilder.scalar("l", "l", "", body);
  }

  @Test
  void aTrapIsAnErrorAndTheNextCallWorks() {
    ScalarFunction function =
        open(longs(localGet(0), i64Load(0), i64Const(1), I64_EQ, ifThen(UNREACHABLE), OK));
    assertThat(failure(function, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    assertThat(call(function, longs(1L, 2L)).getValueCount()).isEqualTo(2);
    assertThat(failure(function, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
  }

  @Test
  void anEndlessLoopRunsOutOfFuel() {
    assertFails(longs(FOREVER, OK), ErrorCode.PLUGIN_TIMEOUT, "1,000,000 loop iterations");
  }

  @Test
  void anEndlessLoopRunsOutOfTimeIfThereIsFuel() {
    PluginLimits patient = LIMITS.withFuelPerBatch(Long.MAX_VALUE / 2).withBatchMillis(20);
    assertFails(longs(FOREVER, OK), patient, ErrorCode.PLUGIN_TIMEOUT, "20 ms");
  }

  @Test
  void copyingForeverRunsOutOfFuel() {
    byte[] fill = code(i32Const(0), i32Const(0), i32Const(1 << 20), MEMORY_FILL);
    byte[] copy = code(i32Const(0), i32Const(8), i32Const(1 << 19), MEMORY_COPY);
    assertFails(longs(loop(fill, copy, br(0)), OK), ErrorCode.PLUGIN_TIMEOUT, "iterations");
  }

  @Test
  void endlessRecursionRunsOutOfStackOrFuel() {
    ModuleBuilder module = ModuleBuilder.plugin().describe("l", "l", "");
    int self = module.nextFunction();
    module.function("", bytes(), bytes(), callFunction(self));
    assertFails(
        module.batch(callFunction(self), OK), ErrorCode.PLUGIN_TRAPPED, "call stack exhausted");
  }

  @Test
  void anEndlessStartFunctionIsRefused() {
    ModuleBuilder module = longs(OK);
    int start = module.nextFunction();
    module.function("", bytes(), bytes(), FOREVER).start(start);
    WadiException error = refusal(module);
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_TIMEOUT);
    assertThat(error).hasMessageContaining("plugin 'test' does not start");
  }

  @Test
  void anEndlessInitializerIsRefused() {
    ModuleBuilder module = longs(OK).function("_initialize", bytes(), bytes(), FOREVER);
    assertThat(refusal(module).code()).isEqualTo(ErrorCode.PLUGIN_TIMEOUT);
  }

  @Test
  void aTrapInTheStartFunctionIsRefused() {
    ModuleBuilder module = longs(OK);
    int start = module.nextFunction();
    module.function("", bytes(), bytes(), UNREACHABLE).start(start);
    assertThat(refusal(module).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
  }

  @Test
  void growingBeyondTheLimitIsAnErrorOfItsOwn() {
    ModuleBuilder module =
        longs(
                i32Const(60_000),
                MEMORY_GROW,
                i32Const(-1),
                bytes(0x46), // i32.eq
                ifThen(UNREACHABLE),
                OK)
            .memory(16, 65_536);
    assertFails(module, ErrorCode.PLUGIN_MEMORY_LIMIT, "67,108,864 bytes of memory");
  }

  @Test
  void askingForFourGibibytesIsRefused() {
    WadiException error = refusal(longs(OK).memory(65_536, 65_536));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_MEMORY_LIMIT);
    assertThat(error).hasMessageContaining("4,294,967,296");
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, (1 << 20) - 3})
  void wildPointersTrap(long address) {
    byte[] pointer = i32Const(address);
    assertTraps(pointer, i32Load(0), DROP, OK);
    assertTraps(pointer, i32Const(7), i32Store(0), OK);
    assertTraps(pointer, i64Const(7), i64Store(0), OK);
    assertTraps(i32Const(address - 16), i32Load(16), DROP, OK);
    assertTraps(pointer, i32Const(0), i32Const(8), MEMORY_FILL, OK);
    assertTraps(pointer, i32Const(0), i32Const(8), MEMORY_COPY, OK);
    assertTraps(i32Const(0), pointer, i32Const(8), MEMORY_COPY, OK);
  }

  @Test
  void anOffsetDoesNotWrapAround() {
    assertTraps(i32Const(16), i32Load(0xFFFF_FFFFL), DROP, OK);
    assertTraps(i32Const(-1), i32Load(0xFFFF_FFFFL), DROP, OK);
  }

  private void assertTraps(byte[]... body) {
    assertFails(longs(body), ErrorCode.PLUGIN_TRAPPED, "out of bounds memory access");
  }

  @Test
  void dividingByZeroTraps() {
    assertFails(
        longs(i32Const(1), i32Const(0), bytes(0x6D), DROP, OK), // i32.div_s
        ErrorCode.PLUGIN_TRAPPED,
        "divide by zero");
  }

  @Test
  void anUnknownReturnCodeIsABadResult() {
    assertFails(longs(i32Const(7)), ErrorCode.PLUGIN_BAD_RESULT, "unknown code 7");
    assertFails(longs(i32Const(2)), ErrorCode.PLUGIN_BAD_RESULT, "unknown code 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {0xFFFF_FF00L, 0x8000_0000L, (1 << 20) - 64, 65_537})
  void memoryForTheBatchMustBeMemory(long address) {
    ModuleBuilder module =
        ModuleBuilder.bare()
            .function("wadi_alloc", bytes(I32, I32), bytes(I32), i32Const(address))
            .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
            .description("{\"abi\":1,\"name\":\"test\"}")
            .describe("l", "l", "")
            .batch(OK);
    assertFails(module, ErrorCode.PLUGIN_BAD_RESULT, "wadi_alloc returned");
  }

  @Test
  void noMemoryForTheBatchIsAMemoryLimit() {
    ModuleBuilder module =
        ModuleBuilder.bare()
            .function("wadi_alloc", bytes(I32, I32), bytes(I32), i32Const(0))
            .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
            .description("{\"abi\":1,\"name\":\"test\"}")
            .describe("l", "l", "")
            .batch(OK);
    assertFails(module, ErrorCode.PLUGIN_MEMORY_LIMIT, "no room for a batch");
  }

  @Test
  void theGuestsOwnErrorHasMessageRowAndArguments() {
    ScalarFunction function =
        open(
            longs(i32Const(1))
                .function("wadi_error", bytes(), bytes(I32), i32Const(100))
                .data(
                    100,
                    bytes(
                        1, 0, 0, 0, 1, 0, 0, 0, 120, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 'w', 'r', 'o',
                        'n', 'g')));
    WadiException error = failure(function, longs(10L, 20L));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error).hasMessage("function 'f' of plugin 'test' failed for (x = 20): wrong");
  }

  @Test
  void anErrorReportMayLie() {
    ScalarFunction function =
        open(
            longs(i32Const(1))
                .function("wadi_error", bytes(), bytes(I32), i32Const(100))
                .data(100, bytes(1, 0, 0, 0, 99, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255)));
    assertThat(failure(function, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
  }

  @Test
  void anErrorWithoutReportIsStillAnError() {
    assertThat(failure(open(longs(i32Const(1))), longs(1L)).code())
        .isEqualTo(ErrorCode.FUNCTION_ERROR);
  }

  @Test
  void aGuestThatTrappedMaySayWhy() {
    ScalarFunction function =
        open(
            longs(UNREACHABLE)
                .function("wadi_error", bytes(), bytes(I32), i32Const(100))
                .data(
                    100,
                    bytes(
                        2, 0, 0, 0, 255, 255, 255, 255, 120, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 'n',
                        'o')));
    assertThat(failure(function, longs(1L))).hasMessageContaining("(it said: no)");
  }

  @Test
  void exitingTraps() {
    ModuleBuilder module =
        new ModuleBuilder()
            .imported("wasi_snapshot_preview1", "proc_exit", bytes(I32), bytes())
            .export("memory", 2, 0)
            .function("wadi_alloc", bytes(I32, I32), bytes(I32), i32Const(65_536))
            .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
            .description("{\"abi\":1,\"name\":\"test\"}")
            .describe("l", "l", "")
            .batch(i32Const(3), callFunction(0), OK);
    assertFails(module, ErrorCode.PLUGIN_TRAPPED, "exit(3)");
  }

  @Test
  void eachInstanceHasATableOfItsOwn() {
    // Grows the table by one and traps unless it had two entries before.
    byte[] grow = code(bytes(0xD0, 0x70), i32Const(1), bytes(0xFC, 0x0F, 0));
    ModuleBuilder module =
        longs(grow, i32Const(2), bytes(0x46), I32_EQZ, ifThen(UNREACHABLE), OK).table(2, 100);
    PluginRegistry registry = new PluginRegistry(LIMITS);
    var signature = registry.add(module.build()).functions().getFirst();
    for (int i = 0; i < 3; i++) {
      assertThat(call(open(registry, signature), longs(1L)).getValueCount()).isOne();
    }
  }

  @Test
  void aModuleMayDescribeItselfWhenAsked() {
    String json =
        "{\"abi\":1,\"name\":\"asked\",\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\","
            + "\"args\":[{\"name\":\"x\",\"type\":\"l\"}],\"returns\":{\"type\":\"l\"}}]}";
    ModuleBuilder module = describing(json.length()).data(100, at100(json));
    assertThat(call(open(module), longs(1L)).getValueCount()).isOne();
  }

  @Test
  void aDescriptionThatIsNotThere() {
    assertThat(refusal(describing(0xFFFF_FFFFL)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    assertThat(refusal(describing(10)).code()).isEqualTo(ErrorCode.PLUGIN_INVALID);
    ModuleBuilder endless =
        ModuleBuilder.bare().function("wadi_describe", bytes(), bytes(I32), FOREVER, OK);
    assertThat(refusal(endless).code()).isEqualTo(ErrorCode.PLUGIN_TIMEOUT);
  }

  // Says that its description of some length is at 108.
  private static ModuleBuilder describing(long length) {
    return ModuleBuilder.bare()
        .function("wadi_alloc", bytes(I32, I32), bytes(I32), i32Const(65_536))
        .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
        .function(
            "wadi_describe",
            bytes(),
            bytes(I32),
            code(i32Const(100), i32Const(108), i32Store(0)),
            code(i32Const(100), i32Const(length), i32Store(4)),
            i32Const(100))
        .batch(OK);
  }

  private static byte[] at100(String json) {
    return code(new byte[8], json.getBytes(StandardCharsets.UTF_8));
  }
}
