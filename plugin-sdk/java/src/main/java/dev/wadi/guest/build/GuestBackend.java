package dev.wadi.guest.build;

import dev.wadi.guest.runtime.Blocks;
import java.util.Map;
import java.util.Set;
import org.teavm.ast.InvocationExpr;
import org.teavm.backend.wasm.TeaVMWasmHost;
import org.teavm.backend.wasm.intrinsics.WasmIntrinsic;
import org.teavm.backend.wasm.intrinsics.WasmIntrinsicManager;
import org.teavm.backend.wasm.model.expression.WasmExpression;
import org.teavm.backend.wasm.model.expression.WasmFloatType;
import org.teavm.backend.wasm.model.expression.WasmFloatUnary;
import org.teavm.backend.wasm.model.expression.WasmFloatUnaryOperation;
import org.teavm.backend.wasm.model.expression.WasmMemoryGrow;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.dependency.MethodDependency;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/// What TeaVM does otherwise for a plugin. It leaves `Math` to a browser: here an operation of
/// WebAssembly stands for a method where there is one, and the others are refused, with the place.
public final class GuestBackend implements TeaVMPlugin {
  private static final String MATH = "java.lang.Math";
  private static final Map<String, WasmFloatUnaryOperation> OPERATIONS =
      Map.of(
          "sqrt", WasmFloatUnaryOperation.SQRT,
          "ceil", WasmFloatUnaryOperation.CEIL,
          "floor", WasmFloatUnaryOperation.FLOOR,
          "rint", WasmFloatUnaryOperation.NEAREST);
  private static final Set<String> MISSING =
      Set.of("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "log", "pow");
  private static final MethodDescriptor RINT =
      new MethodDescriptor("rint", double.class, double.class);
  private static final MethodReference GROW =
      new MethodReference(Blocks.class, "growMemory", int.class, int.class);

  @Override
  public void install(TeaVMHost host) {
    host.getExtension(TeaVMWasmHost.class).add(context -> new Operations());
    host.add(new Refusal());
    host.add((ClassHolderTransformer) (type, context) -> takeOut(type));
  }

  // TeaVM's own, in Java, rounds like `round`.
  private static void takeOut(ClassHolder type) {
    MethodHolder rint = type.getMethod(RINT);
    if (type.getName().equals(MATH) && rint != null) {
      rint.setProgram(null);
      rint.getModifiers().add(ElementModifier.NATIVE);
    }
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

  private static final class Refusal extends AbstractDependencyListener {
    @Override
    public void methodReached(DependencyAgent agent, MethodDependency method) {
      MethodReference called = method.getReference();
      if (called.getClassName().equals(MATH) && MISSING.contains(called.getName())) {
        method.addLocationListener(place ->
            agent
                .getDiagnostics()
                .error(place, "Math." + called.getName() + " is missing in plugins in Java"));
      }
    }
  }
}
