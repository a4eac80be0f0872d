package dev.wadi.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.Function;

/// What the compiler made of a module: JVM classes, by name.
///
/// @param mainClass the one that runs a module
record GuestCode(String mainClass, Map<String, byte[]> classes) {
  GuestCode {
    classes = Map.copyOf(classes);
  }

  /// Code whose classes are in the JVM. They are gone when nobody refers to the machines.
  record Loaded(GuestCode code, Function<Instance, Machine> machines) {}

  /// Loads all classes at once, so that whatever the JVM's verifier finds is found here and not
  /// while a query runs.
  ///
  /// @throws LinkageError if the classes are not valid
  Loaded load() {
    Loader loader = new Loader(classes);
    try {
      for (String name : classes.keySet()) {
        Class.forName(name.replace('/', '.'), true, loader);
      }
      Class<? extends Machine> machine =
          Class.forName(mainClass.replace('/', '.'), true, loader).asSubclass(Machine.class);
      MethodHandle constructor =
          MethodHandles.publicLookup().unreflectConstructor(machine.getConstructor(Instance.class));
      loader.classes = Map.of(); // they are in the JVM now
      return new Loaded(this, factory(constructor));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the classes of a module do not belong together", e);
    }
  }

  @SuppressWarnings("unchecked") // the handle takes an Instance and makes a Machine
  private static Function<Instance, Machine> factory(MethodHandle constructor) {
    return MethodHandleProxies.asInterfaceInstance(Function.class, constructor);
  }

  private static final class Loader extends ClassLoader {
    private Map<String, byte[]> classes;

    private Loader(Map<String, byte[]> classes) {
      super(GuestCode.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        bytes = classes.get(name.replace('.', '/'));
      }
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
