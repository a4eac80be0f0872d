package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.I32_SUB;
import static dev.wadi.wasm.Wat.brIf;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.callFunction;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.ifThen;
import static dev.wadi.wasm.Wat.localGet;
import static dev.wadi.wasm.Wat.localSet;
import static dev.wadi.wasm.Wat.loop;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.compiler.internal.Shaded;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Guards what the speed and the limits of guest code stand on: small accessors, and the weaving
/// into the engine's compiler, which uses an extension point that may move.
class CompiledCodeTest extends PluginFixture {
  private static final int INLINED_BYTES_MAX = 35; // -XX:MaxInlineSize

  @Test
  void accessorsAreSmallEnoughToBeInlined() throws IOException {
    for (Class<?> type : List.of(GuestOperations.class, LinearMemory.class, FuelTank.class)) {
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        ClassFile.of().parse(in.readAllBytes()).methods().stream()
            .filter(method -> isHot(method.methodName().stringValue()))
            .forEach(method -> {
              CodeAttribute code = method.findAttribute(Attributes.code()).orElseThrow();
              assertThat(code.codeLength())
                  .as("%s.%s", type.getSimpleName(), method.methodName())
                  .isLessThanOrEqualTo(INLINED_BYTES_MAX);
            });
      }
    }
  }

  private static boolean isHot(String method) {
    return method.matches("(memoryRead|memoryWrite|load|store|check|burn|address).*")
        && !method.equals("checkClock");
  }

  @Test
  void everyOperationReplacesOneOfTheEngine() {
    assertThat(memoryOperations(GuestOperations.class)).hasSizeGreaterThan(10);
    assertThat(memoryOperations(Shaded.class)).containsAll(memoryOperations(GuestOperations.class));
  }

  private static Set<String> memoryOperations(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().matches("(memory|table|data).*"))
        .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
        .collect(Collectors.toSet());
  }

  // Runs `loop` of a module that counts its argument down to zero.
  private static long fuelOf(byte[] wasm, long argument) {
    CompiledModule module = compiled(wasm);
    try (GuestInstance instance = module.instantiate()) {
      instance.refuel();
      instance.call(module.functionIndex("f"), argument, 0);
      return instance.fuelBurnt();
    }
  }

  @Test
  void aLoopBurnsOneUnitPerIteration() {
    byte[] countdown =
        loop(localGet(0), i32Const(1), I32_SUB, bytes(0x22, 0), brIf(0)); // local.tee
    byte[] wasm = ModuleBuilder.scalar("l", "l", "", countdown, i32Const(0)).build();
    assertThat(fuelOf(wasm, 5_000)).isEqualTo(4_999);
    assertThat(fuelOf(wasm, 100_000)).isEqualTo(99_999);
  }

  @Test
  void aCallBurnsOneUnit() {
    ModuleBuilder module = ModuleBuilder.plugin().describe("l", "l", "");
    int self = module.nextFunction();
    byte[] down =
        ifThen(localGet(0), i32Const(1), I32_SUB, localSet(0), localGet(0), callFunction(self));
    module.function("", bytes(I32), bytes(), localGet(0), down);
    byte[] wasm = module.batch(localGet(0), callFunction(self), i32Const(0)).build();
    assertThat(fuelOf(wasm, 500)).isEqualTo(501);
  }

  @Test
  void fillingBurnsByTheSize() {
    byte[] fill = Wat.code(i32Const(0), i32Const(1), i32Const(64_000), Wat.MEMORY_FILL);
    byte[] wasm = ModuleBuilder.scalar("l", "l", "", fill, i32Const(0)).build();
    assertThat(fuelOf(wasm, 0)).isEqualTo(1_000);
  }
}
