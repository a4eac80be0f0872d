package dev.wadi.planner;

import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Signatures of uploaded functions.
final class FakeFunctions {
  private static final PluginRef PLUGIN = new PluginRef("geo", "1.0.0", "00");
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType BIGINT = new ArrowType.Int(64, true);
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType BOOLEAN = ArrowType.Bool.INSTANCE;
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

  static final List<FunctionSignature> ALL =
      List.of(
          function("distance", DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE),
          function("describe", TEXT, BIGINT),
          function("describe", TEXT, TEXT),
          function("kind", INT, INT),
          function("kind", FLOAT, FLOAT),
          function("kind", DOUBLE, DOUBLE),
          function("kind", BIGINT, BIGINT),
          function("kind", TEXT, TEXT),
          function("kind", BOOLEAN, DOUBLE, BIGINT),
          async("ask", true, TEXT, TEXT),
          async("ask_unordered", false, BIGINT, TEXT, BIGINT));

  private FakeFunctions() {}

  private static FunctionSignature async(
      String name, boolean ordered, ArrowType result, ArrowType... arguments) {
    FunctionSignature scalar = function(PLUGIN, name, result, arguments);
    return new FunctionSignature(
        name,
        PLUGIN,
        scalar.arguments(),
        scalar.result(),
        scalar.nulls(),
        Volatility.VOLATILE,
        false,
        new FunctionKind.Async(ordered, 50, 2_000, 3));
  }

  static FunctionSignature named(String name) {
    return function(name, TEXT, TEXT);
  }

  /// Of another version of the plugin.
  static FunctionSignature named(String name, String version, String sha256) {
    return function(new PluginRef("geo", version, sha256), name, TEXT, TEXT);
  }

  private static FunctionSignature function(String name, ArrowType result, ArrowType... arguments) {
    return function(PLUGIN, name, result, arguments);
  }

  private static FunctionSignature function(
      PluginRef plugin, String name, ArrowType result, ArrowType... arguments) {
    return new FunctionSignature(
        name,
        plugin,
        Arrays.stream(arguments).map(type -> Field.nullable("argument", type)).toList(),
        Field.notNullable("", result),
        NullHandling.STRICT,
        Volatility.IMMUTABLE,
        false,
        FunctionKind.SCALAR);
  }
}
