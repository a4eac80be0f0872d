package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.DROP;
import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.I64;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.callFunction;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i64Const;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a guest that was linked against WASI can do, which is little.
class WasiShimTest extends PluginFixture {
  private static final String WASI = WasiShim.MODULE;

  private static ModuleBuilder importing(String name, byte[] parameters) {
    return new ModuleBuilder()
        .imported(WASI, name, parameters, bytes(I32))
        .export("memory", 2, 0)
        .description("{\"abi\":1,\"name\":\"test\"}");
  }

  // Runs the function `f` of no arguments and gives its result and what was printed.
  private record Run(int result, String output) {
    static Run of(ModuleBuilder builder, byte[]... body) {
      byte[] wasm = builder.function("f", bytes(), bytes(I32), body).build();
      CompiledModule module = compiled(wasm);
      try (GuestInstance instance = module.instantiate()) {
        int result = instance.call(module.functionIndex("f"));
        return new Run(result, instance.takeOutput());
      }
    }
  }

  @Test
  void outputIsCollected() {
    ModuleBuilder module =
        importing("fd_write", bytes(I32, I32, I32, I32))
            .data(
                64,
                bytes(80, 0, 0, 0, 5, 0, 0, 0, 81, 0, 0, 0, 2, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'));
    byte[] write =
        code(i32Const(1), i32Const(64), i32Const(2), i32Const(32), callFunction(0), DROP);
    Run run = Run.of(module, write, i32Const(32), i32Load(0));
    assertThat(run).isEqualTo(new Run(7, "helloel"));
  }

  @Test
  void outputIsBounded() {
    ModuleBuilder module =
        importing("fd_write", bytes(I32, I32, I32, I32)).data(64, bytes(0, 0, 0, 0, 0, 0, 8, 0));
    byte[] write = code(i32Const(2), i32Const(64), i32Const(1), i32Const(32), callFunction(0));
    assertThat(Run.of(module, write).output()).hasSize(8_192);
  }

  @Test
  void filesAreNotThere() {
    ModuleBuilder module = importing("fd_write", bytes(I32, I32, I32, I32));
    byte[] write = code(i32Const(3), i32Const(64), i32Const(1), i32Const(32), callFunction(0));
    assertThat(Run.of(module, write).result()).isEqualTo(8); // badf
  }

  @Test
  void whatIsMissingSaysSo() {
    ModuleBuilder module = importing("sock_shutdown", bytes(I32, I32));
    Run run = Run.of(module, i32Const(3), i32Const(0), callFunction(0));
    assertThat(run.result()).isEqualTo(58); // notsup
    assertThat(run.output()).contains("sock_shutdown");
  }

  @Test
  void clockAndRandomnessAreTheSameInEveryRun() {
    byte[] time =
        code(
            i32Const(0),
            i64Const(1),
            i32Const(32),
            callFunction(0),
            DROP,
            i32Const(32),
            i32Load(0));
    ModuleBuilder clock = importing("clock_time_get", bytes(I32, I64, I32));
    assertThat(Run.of(clock, time).result()).isEqualTo(1_000);
    byte[] random =
        code(i32Const(32), i32Const(4), callFunction(0), DROP, i32Const(32), i32Load(0));
    int first = Run.of(importing("random_get", bytes(I32, I32)), random).result();
    int second = Run.of(importing("random_get", bytes(I32, I32)), random).result();
    assertThat(first).isEqualTo(second).isNotZero();
  }
}
