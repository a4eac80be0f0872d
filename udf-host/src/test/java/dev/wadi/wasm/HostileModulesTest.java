package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.function.TableFunction;
import dev.wadi.wasm.HostileModule.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The modules of `src/test/resources/hostile`: each fails as its head says and in no other way,
/// before the deadline; an honest plugin beside it goes on working; no memory is left.
class HostileModulesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int ROWS = 3;
  private static final int ROWS_MAX = 8;
  private static final String HONEST =
      """
      (module
        (@include "memory") (@include "allocator")
        (@custom "wadi.plugin.v1" "{\\"abi\\":1,\\"name\\":\\"honest\\",\\"functions\\":[{
          \\"name\\":\\"one\\",\\"kind\\":\\"scalar\\",\\"args\\":[{\\"name\\":\\"x\\",\\"type\\":\\"l\\"}],
          \\"returns\\":{\\"type\\":\\"l\\"}}]}")
        (func (export "one") (param i32 i32) (result i32)
          (i64.store (i32.load offset=4 (i32.load offset=40 (local.get 1))) (i64.const 1))
          (i32.const 0)))
      """;

  @TestFactory
  Stream<DynamicTest> everyModuleIsContained() throws IOException {
    return HostileModule.all().stream()
        .map(module ->
            dynamicTest(
                module.name(),
                () -> assertTimeoutPreemptively(DEADLINE, () -> assertContained(module))));
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(HostileModule.all()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static void assertContained(HostileModule module) {
    PluginRegistry registry = new PluginRegistry(module.limits());
    PluginModule honest = registry.add(HostileModule.assemble(HONEST));
    try (MemoryScope scope = MemoryScope.unlimited()) {
      Optional<Failure> failure = failure(registry, module, scope);
      assertThat(failure.map(Failure::step)).isEqualTo(module.step());
      failure.ifPresent(found -> assertExpected(module, found.error()));
      try (ScalarFunction function = registry.open(honest.functions().getFirst());
          BigIntVector argument = numbers(scope);
          BigIntVector result = new BigIntVector("", scope.allocator())) {
        function.call(List.of(argument), ROWS, result);
        assertThat(result.get(0)).isOne();
      }
    }
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
  }

  private static void assertExpected(HostileModule module, WadiException error) {
    assertThat(error.code()).as(error.describe()).isEqualTo(module.code());
    assertThat(error).hasMessageContaining(module.message());
    assertThat(error.getMessage()).hasSizeLessThan(4_000);
  }

  private record Failure(Step step, WadiException error) {}

  private static Optional<Failure> failure(
      PluginRegistry registry, HostileModule module, MemoryScope scope) {
    Step step = Step.UPLOAD;
    try {
      PluginModule plugin = registry.add(module.assemble());
      registry.grant(plugin, module.grants());
      // Twice, because instances share what they should not, or do not; and two calls each, with
      // what the first left behind.
      for (int instance = 0; instance < 2; instance++) {
        step = Step.OPEN;
        if (plugin.functions().isEmpty()) {
          try (HostileFormat format = HostileFormat.open(registry, plugin, scope)) {
            step = Step.CALL;
            format.use();
            format.use();
          }
          continue;
        }
        FunctionSignature signature = plugin.functions().getFirst();
        if (signature.givesRows()) {
          try (TableFunction function = registry.openTable(signature)) {
            step = Step.CALL;
            makeRows(function, signature, scope);
            makeRows(function, signature, scope);
          }
          continue;
        }
        try (ScalarFunction function = registry.open(signature);
            FieldVector argument = module.takesText() ? texts(scope) : numbers(scope);
            FieldVector result = signature.result().createVector(scope.allocator())) {
          step = Step.CALL;
          function.call(List.of(argument), ROWS, result);
          function.call(List.of(argument), ROWS, result);
          assertThat(result.getValueCount()).isEqualTo(ROWS);
        }
      }
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(new Failure(step, e));
    }
  }

  private static void makeRows(
      TableFunction function, FunctionSignature signature, MemoryScope scope) {
    boolean more = true;
    try (BigIntVector argument = numbers(scope)) {
      function.begin(List.of(argument), ROWS);
      while (more) {
        try (IntVector origins = new IntVector("", scope.allocator());
            VectorSchemaRoot columns =
                VectorSchemaRoot.create(new Schema(signature.columns()), scope.allocator())) {
          more = function.next(ROWS_MAX, origins, columns.getFieldVectors());
          assertThat(origins.getValueCount()).isEqualTo(ROWS);
        }
      }
    }
  }

  private static BigIntVector numbers(MemoryScope scope) {
    BigIntVector vector = new BigIntVector("x", scope.allocator());
    vector.allocateNew(ROWS);
    for (int row = 0; row < ROWS; row++) {
      vector.set(row, row);
    }
    vector.setValueCount(ROWS);
    return vector;
  }

  private static VarCharVector texts(MemoryScope scope) {
    VarCharVector vector = new VarCharVector("x", scope.allocator());
    vector.allocateNew();
    for (int row = 0; row < ROWS; row++) {
      vector.setSafe(row, new byte[] {'a', 'b', 'c'});
    }
    vector.setValueCount(ROWS);
    return vector;
  }
}
