package dev.wadi.guest.build;

import dev.wadi.guest.math.Exponential;
import dev.wadi.guest.math.Rounding;
import dev.wadi.guest.math.Trigonometry;
import dev.wadi.guest.runtime.Blocks;
import java.util.Map;
import java.util.stream.IntStream;
import org.teavm.ast.InvocationExpr;
import org.teavm.backend.wasm.TeaVMWasmHost;
import org.teavm.backend.wasm.intrinsics.WasmIntrinsic;
import org.teavm.backend.wasm.intrinsics.WasmIntrinsicManager;
import org.teavm.backend.wasm.model.expression.WasmExpression;
import org.teavm.backend.wasm.model.expression.WasmFloatType;
import org.teavm.backend.wasm.model.expression.WasmFloatUnary;
import org.teavm.backend.wasm.model.expression.WasmFloatUnaryOperation;
import org.teavm.backend.wasm.model.expression.WasmMemoryGrow;
import org.teavm.interop.Import;
import org.teavm.interop.Unmanaged;
import org.teavm.model.ClassHierarchy;
import org.teavm.model.ClassHolder;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/// What TeaVM does otherwise for a plugin. It leaves most of `Math` to a browser: here an operation
/// of WebAssembly stands for a method where there is one, and for others one of the SDK's own.
public final class GuestBackend implements TeaVMPlugin {
  private static final String MATH = "java.lang.Math";
  private static final Map<String, WasmFloatUnaryOperation> OPERATIONS =
      Map.of(
          "sqrt", WasmFloatUnaryOperation.SQRT,
          "ceil", WasmFloatUnaryOperation.CEIL,
          "floor", WasmFloatUnaryOperation.FLOOR,
          "rint", WasmFloatUnaryOperation.NEAREST);
  private static final Map<String, Class<?>> OWN =
      Map.ofEntries(
          Map.entry("exp", Exponential.class),
          Map.entry("log", Exponential.class),
          Map.entry("log10", Exponential.class),
          Map.entry("pow", Exponential.class),
          Map.entry("sin", Trigonometry.class),
          Map.entry("cos", Trigonometry.class),
          Map.entry("tan", Trigonometry.class),
          Map.entry("asin", Trigonometry.class),
          Map.entry("acos", Trigonometry.class),
          Map.entry("atan", Trigonometry.class),
          Map.entry("atan2", Trigonometry.class),
          Map.entry("round", Rounding.class));
  private static final MethodReference GROW =
      new MethodReference(Blocks.class, "growMemory", int.class, int.class);

  @Override
  public void install(TeaVMHost host) {
    host.getExtension(TeaVMWasmHost.class).add(context -> new Operations());
    host.add((type, context) -> {
      if (type.getName().equals(MATH)) {
        replace(type, context.getHierarchy());
      }
    });
  }

  private static void replace(ClassHolder math, ClassHierarchy classes) {
    for (MethodHolder method : math.getMethods()) {
      Class<?> own = OWN.get(method.getName());
      if (own != null) {
        delegate(method, own, classes);
      } else if (OPERATIONS.containsKey(method.getName())) {
        // TeaVM's `rint` is Java, which would be used in place of the operation.
        method.setProgram(null);
        method.getModifiers().add(ElementModifier.NATIVE);
      }
    }
  }

  // Lets a method do nothing but call the one of the same name.
  private static void delegate(MethodHolder method, Class<?> own, ClassHierarchy classes) {
    method.getModifiers().remove(ElementModifier.NATIVE);
    method.getAnnotations().remove(Import.class.getName());
    method.getAnnotations().remove(Unmanaged.class.getName());
    ProgramEmitter code = ProgramEmitter.create(method, classes);
    ValueEmitter[] arguments =
        IntStream.range(0, method.parameterCount())
            .mapToObj(i -> code.var(i + 1, method.parameterType(i)))
            .toArray(ValueEmitter[]::new);
    code.invoke(new MethodReference(own.getName(), method.getDescriptor()), arguments)
        .returnValue();
  }

  private static final class Operations implements WasmIntrinsic {
    @Override
    public boolean isApplicable(MethodReference method) {
      return method.equals(GROW)
          || method.getClassName().equals(MATH) && OPERATIONS.containsKey(method.getName());
    }

    @Override
    public WasmExpression apply(InvocationExpr call, WasmIntrinsicManager manager) {
      WasmExpression argument = manager.generate(call.getArguments().get(0));
      return call.getMethod().equals(GROW)
          ? new WasmMemoryGrow(argument)
          : new WasmFloatUnary(
              WasmFloatType.FLOAT64, OPERATIONS.get(call.getMethod().getName()), argument);
    }
  }
}
