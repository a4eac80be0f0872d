package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// What a module says about itself, checked.
///
/// @param sdk what it was built with, for people; may be empty
/// @param capabilities what it needs besides computing, as {@link Grants#satisfy} knows it
record PluginDescription(
    String name, String version, String sdk, List<String> capabilities, List<Function> functions) {
  /// The custom section that holds it.
  static final String SECTION = "wadi.plugin.v1";

  /// The exported function that gives it, in a module without the section.
  static final String EXPORT = "wadi_describe";

  PluginDescription {
    capabilities = List.copyOf(capabilities);
    functions = List.copyOf(functions);
  }

  /// @param export the guest function that computes a batch
  record Function(
      String name,
      String export,
      List<Value> arguments,
      Value result,
      NullHandling nulls,
      Volatility volatility) {
    Function {
      arguments = List.copyOf(arguments);
    }

    FunctionSignature signature(PluginRef plugin) {
      return new FunctionSignature(
          name,
          plugin,
          arguments.stream().map(Value::field).toList(),
          result.field(),
          nulls,
          volatility);
    }
  }

  /// @param format the type as an Arrow format string, as the guest gave it
  record Value(String name, String format, ArrowType type, boolean nullable) {
    Field field() {
      return new Field(name, new FieldType(nullable, type, null), null);
    }
  }
}
