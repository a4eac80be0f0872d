package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;

/// Opens functions of test modules, makes arguments for them, and sees to it that nothing is left.
abstract class PluginFixture {
  /// Enough for any honest test, and gone in a moment.
  static final PluginLimits LIMITS = PluginLimits.DEFAULT.withFuelPerBatch(1_000_000);

  final MemoryScope scope = MemoryScope.unlimited();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    assertThat(scope.free()).isZero();
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
  }

  ScalarFunction open(ModuleBuilder module) {
    return open(module, LIMITS);
  }

  ScalarFunction open(ModuleBuilder module, PluginLimits limits) {
    PluginRegistry registry = new PluginRegistry(limits);
    ScalarFunction function = registry.open(registry.add(module.build()).functions().getFirst());
    opened.add(function);
    return function;
  }

  /// The error of adding a module.
  static WadiException refusal(byte[] wasm) {
    return catchThrowableOfType(WadiException.class, () -> new PluginRegistry(LIMITS).add(wasm));
  }

  static WadiException refusal(ModuleBuilder module) {
    return refusal(module.build());
  }

  /// The error of calling a function.
  WadiException failure(ScalarFunction function, FieldVector argument) {
    return catchThrowableOfType(WadiException.class, () -> call(function, argument));
  }

  FieldVector call(ScalarFunction function, FieldVector argument) {
    return own(function.call(List.of(argument), argument.getValueCount(), scope.allocator()));
  }

  <T extends AutoCloseable> T own(T resource) {
    opened.add(resource);
    return resource;
  }

  BigIntVector longs(Long... values) {
    BigIntVector vector = own(new BigIntVector("x", scope.allocator()));
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        vector.setNull(i);
      } else {
        vector.set(i, values[i]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  VarCharVector texts(String... values) {
    VarCharVector vector = own(new VarCharVector("x", scope.allocator()));
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  static List<Object> values(FieldVector vector) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < vector.getValueCount(); i++) {
      values.add(comparable(vector.getObject(i)));
    }
    return values;
  }

  private static Object comparable(Object value) {
    return switch (value) {
      case Text text -> text.toString();
      case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
      case null, default -> value;
    };
  }
}
