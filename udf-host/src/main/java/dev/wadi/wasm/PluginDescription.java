package dev.wadi.wasm;

import dev.wadi.sdk.batch.InstantType;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// What a module says about itself, checked.
///
/// @param sdk what it was built with, for people; may be empty
/// @param capabilities what it needs besides computing, as {@link Grants#satisfy} knows it
record PluginDescription(
    String name,
    String version,
    String sdk,
    List<String> capabilities,
    List<Function> functions,
    List<SourceDescription> sources,
    List<SinkDescription> sinks,
    List<Format> formats) {
  /// The custom section that holds it.
  static final String SECTION = "wadi.plugin.v1";

  /// The exported function that gives it, in a module without the section.
  static final String EXPORT = "wadi_describe";

  PluginDescription {
    capabilities = List.copyOf(capabilities);
    functions = List.copyOf(functions);
    formats = List.copyOf(formats);
    sources = List.copyOf(sources);
    sinks = List.copyOf(sinks);
  }

  /// @param export the guest function that computes a batch
  /// @param result of a table function, a list of structs, whose fields are the columns
  record Function(
      String name,
      String export,
      List<Value> arguments,
      Value result,
      NullHandling nulls,
      Volatility volatility,
      boolean variadic,
      FunctionKind kind) {
    Function {
      arguments = List.copyOf(arguments);
    }

    /// The function with as many arguments as a call has.
    Function ofCall(FunctionSignature called) {
      List<Value> passed = new ArrayList<>();
      for (int i = 0; i < called.arguments().size(); i++) {
        passed.add(arguments.get(Math.min(i, arguments.size() - 1)));
      }
      return new Function(name, export, passed, result, nulls, volatility, variadic, kind);
    }

    FunctionSignature signature(PluginRef plugin) {
      return new FunctionSignature(
          name,
          plugin,
          arguments.stream().map(Value::field).toList(),
          result.field(),
          nulls,
          volatility,
          variadic,
          kind);
    }

    /// Of a function whose results come later, the part that says what to ask for.
    Function request() {
      return scalar("_request", arguments, Value.request(), nulls);
    }

    /// Of such a function, the part that says what the answers mean. It sees rows for which nothing
    /// was asked for, so that it is strict about the arguments alone.
    Function response() {
      List<Value> passed = new ArrayList<>();
      for (Value argument : arguments) {
        boolean takesNulls = nulls == NullHandling.CALLED && argument.nullable();
        passed.add(argument.as(argument.name(), takesNulls));
      }
      passed.addAll(Value.response());
      return scalar("_response", passed, result, NullHandling.CALLED);
    }

    private Function scalar(
        String suffix, List<Value> taken, Value given, NullHandling nullHandling) {
      return new Function(
          name,
          export + suffix,
          taken,
          given,
          nullHandling,
          volatility,
          variadic,
          FunctionKind.SCALAR);
    }

    /// What the guest gives back: the result, or of a table function a batch of which row of
    /// arguments each row is made of, and the columns.
    Value output() {
      if (!kind.equals(FunctionKind.TABLE)) {
        return result;
      }
      List<Value> columns = new ArrayList<>();
      columns.add(Value.of("row", "i", new ArrowType.Int(Integer.SIZE, true), List.of()));
      columns.addAll(result.children().getFirst().children());
      return Value.batch(columns);
    }
  }

  /// @param export what the names of the guest's functions for it begin with
  record Format(
      String name,
      String export,
      String description,
      PluginOptions options,
      FormatSignature.Framing framing,
      boolean decodes,
      boolean encodes) {
    FormatSignature signature(PluginRef plugin) {
      return new FormatSignature(
          name,
          plugin,
          description,
          options.declared(FormatSignature.prefix(name)),
          framing,
          decodes,
          encodes);
    }
  }

  /// @param format the type as an Arrow format string, as the guest gave it
  /// @param json whether a text is a JSON document
  /// @param children of a list or struct, as Arrow has them
  record Value(
      String name,
      String format,
      ArrowType type,
      boolean json,
      boolean nullable,
      List<Value> children) {
    // A moment is a timestamp with a mark here, and one with a time zone there.
    private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

    Value {
      children = List.copyOf(children);
    }

    /// Several columns.
    static Value batch(List<Value> columns) {
      return of("", ArrowFormat.STRUCT, ArrowType.Struct.INSTANCE, columns);
    }

    /// Rows of several columns, as one value.
    static Value rows(List<Value> columns) {
      return of("result", ArrowFormat.LIST, ArrowType.List.INSTANCE, List.of(batch(columns)));
    }

    /// A column of a table; empty if plugins do not know its type.
    static Optional<Value> of(Field field) {
      List<Value> children = new ArrayList<>();
      for (Field child : field.getChildren()) {
        Optional<Value> known = of(child);
        if (known.isEmpty()) {
          return Optional.empty();
        }
        children.add(known.get());
      }
      ArrowType type = InstantType.is(field) ? INSTANT : field.getType();
      return ArrowFormat.of(type)
          .map(format ->
              new Value(
                  field.getName(), format, type, JsonType.is(field), field.isNullable(), children));
    }

    /// A request: null if there is nothing to ask for.
    static Value request() {
      return new Value(
          "request",
          ArrowFormat.STRUCT,
          ArrowType.Struct.INSTANCE,
          false,
          true,
          List.of(text("method"), text("url"), headers(), body()));
    }

    /// The columns of a response: null in rows that nothing was asked for.
    static List<Value> response() {
      Value status = of("status", "i", new ArrowType.Int(Integer.SIZE, true), List.of());
      return List.of(status.as("status", true), headers(), body());
    }

    private static Value text(String name) {
      return of(name, "u", ArrowType.Utf8.INSTANCE, List.of());
    }

    private static Value headers() {
      return of("headers", ArrowFormat.LIST, ArrowType.List.INSTANCE, List.of(text("item")))
          .as("headers", true);
    }

    private static Value body() {
      return of("body", "z", ArrowType.Binary.INSTANCE, List.of()).as("body", true);
    }

    private static Value of(String name, String format, ArrowType type, List<Value> children) {
      return new Value(name, format, type, false, false, children);
    }

    Value as(String otherName, boolean otherNullable) {
      return new Value(otherName, format, type, json, otherNullable, children);
    }

    Field field() {
      return new Field(name, fieldType(), children.stream().map(Value::field).toList());
    }

    private FieldType fieldType() {
      if (json) {
        return JsonType.of(nullable);
      }
      return type instanceof ArrowType.Timestamp timestamp && timestamp.getTimezone() != null
          ? InstantType.of(nullable)
          : new FieldType(nullable, type, null);
    }
  }
}
