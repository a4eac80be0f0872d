package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `java.lang.Math` gives in a plugin in Java is what it gives here, but for the last digit.
class JavaMathTest extends PluginFixture {
  private static final int ROWS = 1_000;
  private static final List<Double> SPECIAL =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.5,
          -2.5,
          2.0,
          3.0,
          10.0,
          0.49999999999999994,
          4503599627370497.0,
          9007199254740993.0,
          1e22,
          709.78,
          709.79,
          -745.2,
          Math.PI / 2,
          5.319372648326541e255,
          1e-300,
          Double.MIN_VALUE,
          -Double.MIN_VALUE,
          Double.MIN_NORMAL,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  /// @param ulps how far a result may be from that of the platform, in units of the last place
  private record Method(String name, int ulps, DoubleBinaryOperator expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Method of(String name, int ulps, DoubleUnaryOperator expected) {
    return new Method(name, ulps, (x, _) -> expected.applyAsDouble(x));
  }

  static Stream<Method> methods() {
    return Stream.of(
        of("exp", 1, StrictMath::exp),
        of("log", 1, StrictMath::log),
        of("log10", 2, StrictMath::log10),
        new Method("pow", 1, StrictMath::pow),
        of("sin", 1, StrictMath::sin),
        of("cos", 1, StrictMath::cos),
        of("tan", 2, StrictMath::tan),
        of("asin", 2, StrictMath::asin),
        of("acos", 2, StrictMath::acos),
        of("atan", 1, StrictMath::atan),
        new Method("atan2", 2, (x, y) -> StrictMath.atan2(y, x)),
        of("sqrt", 0, StrictMath::sqrt),
        of("floor", 0, StrictMath::floor),
        of("ceil", 0, StrictMath::ceil),
        of("rint", 0, StrictMath::rint),
        of("round", 0, StrictMath::round),
        of("roundOfFloat", 0, x -> StrictMath.round((float) x)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void isWhatItIsElsewhere(Method method) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (double x : SPECIAL) {
      for (double y : SPECIAL) {
        xs.add(x);
        ys.add(y);
      }
    }
    Random random = new Random(11);
    random.doubles(ROWS, -10, 10).forEach(xs::add);
    random.doubles(ROWS, -1, 1).forEach(xs::add);
    random.doubles(ROWS, -1e6, 1e6).forEach(xs::add);
    random.longs(ROWS).mapToObj(Double::longBitsToDouble).forEach(xs::add);
    random.doubles(xs.size() - ys.size(), -30, 30).forEach(ys::add);
    Float8Vector results = called(method.name(), xs, ys);
    List<String> others = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      double expected = method.expected().applyAsDouble(xs.get(i), ys.get(i));
      if (!isNear(results.get(i), expected, method.ulps())) {
        others.add("%s, %s: %s, not %s".formatted(xs.get(i), ys.get(i), results.get(i), expected));
      }
    }
    assertThat(others).isEmpty();
  }

  private static boolean isNear(double value, double expected, int ulps) {
    return Double.compare(value, expected) == 0
        || Math.abs(value - expected) <= ulps * Math.ulp(expected) && expected != 0;
  }

  private Float8Vector called(String method, List<Double> xs, List<Double> ys) {
    PluginRegistry registry = new PluginRegistry();
    registry.add(GuestSdkTest.bytesOf("math-java"));
    FieldVector[] arguments = {
      texts(Collections.nCopies(xs.size(), method).toArray(String[]::new)),
      doubles(xs.toArray(Double[]::new)),
      doubles(ys.toArray(Double[]::new))
    };
    return (Float8Vector) call(open(registry, GuestSdkTest.signature(registry, "call")), arguments);
  }
}
