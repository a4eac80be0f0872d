package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I64_EQ;
import static dev.wadi.wasm.Wat.UNREACHABLE;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i64Const;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.ifThen;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A plugin whose instances fail again and again is not called any more.
class QuarantineTest extends PluginFixture {
  private static final Duration SPAN = Duration.ofMillis(LIMITS.failuresMillis());
  private static final byte[] OK = i32Const(0);

  // Traps for a single row, works for several.
  private static final byte[] MOODY =
      ModuleBuilder.scalar(
              "l", "l", "", localGet(0), i64Load(0), i64Const(1), I64_EQ, ifThen(UNREACHABLE), OK)
          .build();

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PluginRegistry registry =
      new PluginRegistry(LIMITS, GuestCodeCache.none(), () -> now);
  private final PluginModule module = registry.add(MOODY);
  private final FunctionSignature signature = module.functions().getFirst();

  private void fail(ScalarFunction function) {
    assertThat(failure(function, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
  }

  private void failTimes(int times) {
    ScalarFunction function = open(registry, signature);
    for (int i = 0; i < times; i++) {
      fail(function);
    }
  }

  private WadiException refusalToOpen() {
    return catchThrowableOfType(WadiException.class, () -> registry.open(signature));
  }

  @Test
  void afterTooManyFailuresNoInstanceIsStarted() {
    failTimes(LIMITS.failures() - 1);
    assertThat(module.quarantine()).isEmpty();
    ScalarFunction running = open(registry, signature);
    failTimes(1);

    assertThat(module.quarantine()).get().extracting(Quarantine::failures).isEqualTo(5);
    assertThat(module.quarantine()).get().extracting(Quarantine::since).isEqualTo(now);
    WadiException refusal = refusalToOpen();
    assertThat(refusal.code()).isEqualTo(ErrorCode.PLUGIN_QUARANTINED);
    assertThat(refusal)
        .hasMessageContaining("5 of its instances failed within 600 s")
        .hasMessageContaining("function 'f' of plugin 'test' trapped");
    assertThat(refusal.hint()).get().asString().contains("./wadi plugin release test");
    // What runs goes on until it fails itself.
    assertThat(call(running, longs(1L, 2L)).getValueCount()).isEqualTo(2);
    fail(running);
    assertThat(failure(running, longs(1L, 2L)).code()).isEqualTo(ErrorCode.PLUGIN_QUARANTINED);
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    failTimes(LIMITS.failures() - 1);
    now = now.plus(SPAN).plusMillis(1);
    failTimes(LIMITS.failures() - 1);
    assertThat(module.quarantine()).isEmpty();
    now = now.plus(SPAN);
    failTimes(1);
    assertThat(module.quarantine()).isPresent();
  }

  @Test
  void theSubtasksOfAJobFailTogetherAndCountOnce() {
    ScalarFunction[] subtasks = new ScalarFunction[LIMITS.failures() + 1];
    for (int i = 0; i < subtasks.length; i++) {
      subtasks[i] = open(registry, signature);
    }
    for (ScalarFunction subtask : subtasks) {
      fail(subtask);
    }
    assertThat(module.quarantine()).isEmpty();
    failTimes(LIMITS.failures() - 1);
    assertThat(module.quarantine()).isPresent();
  }

  @Test
  void timeAndMemoryCountButErrorsAndWrongResultsDoNot() {
    PluginRegistry other = new PluginRegistry(LIMITS, GuestCodeCache.none(), () -> now);
    PluginModule wrong =
        other.add(
            ModuleBuilder.scalar("l", "l", "", localGet(0), i64Load(0), Wat.DROP, i32Const(7))
                .build());
    ScalarFunction function = open(other, wrong.functions().getFirst());
    for (int i = 0; i <= LIMITS.failures(); i++) {
      assertThat(failure(function, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT);
    }
    assertThat(wrong.quarantine()).isEmpty();

    PluginRegistry third = new PluginRegistry(LIMITS, GuestCodeCache.none(), () -> now);
    PluginModule endless =
        third.add(ModuleBuilder.scalar("l", "l", "", Wat.loop(Wat.br(0)), OK).build());
    ScalarFunction loop = open(third, endless.functions().getFirst());
    for (int i = 0; i < LIMITS.failures(); i++) {
      assertThat(failure(loop, longs(1L)).code()).isEqualTo(ErrorCode.PLUGIN_TIMEOUT);
    }
    assertThat(endless.quarantine()).isPresent();
  }

  @Test
  void anUploadReleases() {
    failTimes(LIMITS.failures());
    assertThat(registry.add(MOODY)).isSameAs(module);
    assertThat(module.quarantine()).isEmpty();
    failTimes(LIMITS.failures() - 1);
    assertThat(module.quarantine()).isEmpty();
  }

  @Test
  void anAdministratorReleases() {
    failTimes(LIMITS.failures());
    assertThat(refusalToOpen()).isNotNull();
    registry.release(module);
    assertThat(call(open(registry, signature), longs(1L, 2L)).getValueCount()).isEqualTo(2);
  }
}
