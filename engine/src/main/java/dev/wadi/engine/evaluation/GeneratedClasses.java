package dev.wadi.engine.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.ClassBodyEvaluator;

/// Compiles generated Java in memory. Classes are kept by their source, so that the subtasks of a
/// job and a query that is run again share one, and the JIT compiler's work with it.
final class GeneratedClasses {
  private static final int KEPT = 500;

  private static final Map<String, Class<?>> BY_SOURCE =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Class<?>> eldest) {
              return size() > KEPT;
            }
          });

  private GeneratedClasses() {}

  /// A new object of the class with this body.
  static RowFunction newObject(String source) {
    Class<?> type = BY_SOURCE.get(source);
    if (type == null) {
      type = compile(source);
      BY_SOURCE.put(source, type);
    }
    try {
      return (RowFunction) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated class does not start:\n" + source, e);
    }
  }

  private static Class<?> compile(String source) {
    ClassBodyEvaluator compiler = new ClassBodyEvaluator();
    compiler.setParentClassLoader(GeneratedClasses.class.getClassLoader());
    compiler.setImplementedInterfaces(new Class<?>[] {RowFunction.class});
    try {
      compiler.cook(source);
    } catch (CompileException e) {
      throw new IllegalStateException("generated Java does not compile:\n" + source, e);
    }
    return compiler.getClazz();
  }
}
