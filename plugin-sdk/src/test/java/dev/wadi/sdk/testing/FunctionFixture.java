package dev.wadi.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;

/// Opens and calls functions, makes arguments for them, and sees to it that nothing is left.
public abstract class FunctionFixture {
  protected final MemoryScope scope = MemoryScope.unlimited();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Map<ScalarFunction, FunctionSignature> signatures = new IdentityHashMap<>();

  @AfterEach
  protected void nothingIsLeft() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    assertThat(scope.free()).isZero();
  }

  /// Closes something after the test.
  protected <T extends AutoCloseable> T own(T resource) {
    opened.add(resource);
    return resource;
  }

  protected ScalarFunction open(FunctionProvider provider, FunctionSignature signature) {
    ScalarFunction function = own(provider.open(signature));
    signatures.put(function, signature);
    return function;
  }

  protected FieldVector call(ScalarFunction function, FieldVector... arguments) {
    FieldVector result = result(function);
    List<Rejection> rejected = rejections(function, result, arguments);
    if (!rejected.isEmpty()) {
      throw rejected.getFirst().failure(signatures.get(function), List.of(arguments));
    }
    return result;
  }

  /// A vector for the results of a function.
  protected FieldVector result(ScalarFunction function) {
    return own(signatures.get(function).result().createVector(scope.allocator()));
  }

  /// Calls a function that may reject rows.
  protected List<Rejection> rejections(
      ScalarFunction function, FieldVector result, FieldVector... arguments) {
    return function.call(List.of(arguments), arguments[0].getValueCount(), result);
  }

  protected BigIntVector longs(Long... values) {
    BigIntVector vector = own(new BigIntVector("x", scope.allocator()));
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        vector.set(i, values[i]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  protected Float8Vector doubles(Double... values) {
    Float8Vector vector = own(new Float8Vector("x", scope.allocator()));
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        vector.set(i, values[i]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  protected VarCharVector texts(String... values) {
    VarCharVector vector = own(new VarCharVector("x", scope.allocator()));
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  /// Texts as strings, binary values as Latin-1.
  protected static List<Object> values(FieldVector vector) {
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
