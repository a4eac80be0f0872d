package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One overload of a built-in function.
///
/// @param names the name in SQL, then its synonyms
/// @param syntax how it is called, if that is special, or empty
/// @param arguments of a variadic function, the last one may be there any number of times
/// @param nullable whether the result may be null although no argument is
/// @param method takes and gives values as the package says
public record BuiltInFunction(
    List<String> names,
    String syntax,
    String description,
    String example,
    String exampleResult,
    List<Argument> arguments,
    boolean variadic,
    ValueType result,
    NullHandling nulls,
    boolean nullable,
    Volatility volatility,
    MethodHandle method) {

  /// An argument's name and type.
  public record Argument(String name, ValueType type, ConstantCheck check) {}

  static BuiltInFunction of(Method method) {
    BuiltIn builtIn = method.getAnnotation(BuiltIn.class);
    try {
      return new BuiltInFunction(
          List.of(builtIn.names()),
          builtIn.syntax(),
          builtIn.description(),
          builtIn.example(),
          builtIn.result(),
          Arrays.stream(method.getParameters()).map(BuiltInFunction::argument).toList(),
          method.isVarArgs(),
          builtIn.nanos() ? ValueType.NANOS : ValueType.of(method.getGenericReturnType(), method),
          builtIn.nulls(),
          builtIn.nullable(),
          builtIn.volatility(),
          MethodHandles.lookup().unreflect(method));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a built-in function must not be private: " + method, e);
    }
  }

  private static Argument argument(Parameter parameter) {
    Type type = parameter.isVarArgs() ? componentType(parameter) : parameter.getParameterizedType();
    return new Argument(
        parameter.getName(), ValueType.of(type, parameter), ConstantCheck.of(parameter));
  }

  private static Type componentType(Parameter variadic) {
    return variadic.getParameterizedType() instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : variadic.getType().getComponentType();
  }

  /// Name and argument types: what tells it from all other functions, in plans too.
  public String id() {
    return names.getFirst()
        + arguments.stream()
            .map(argument -> argument.type().name())
            .collect(Collectors.joining(", ", "(", variadic ? "...)" : ")"));
  }

  /// For people: `lpad(text TEXT, length BIGINT)`.
  public String signature() {
    return signature(names.getFirst());
  }

  /// @param name a synonym
  public String signature(String name) {
    if (!syntax.isEmpty()) {
      return syntax;
    }
    return name
        + arguments.stream()
            .map(argument -> argument.name() + " " + argument.type().name())
            .collect(Collectors.joining(", ", "(", variadic ? ", ...)" : ")"));
  }

  /// The type of the i-th argument of a call.
  public ValueType argumentType(int i) {
    return arguments.get(Math.min(i, arguments.size() - 1)).type();
  }

  /// Checks a constant text that is the i-th argument of a call.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the function would not take it
  public void checkConstant(int i, String text) {
    arguments.get(Math.min(i, arguments.size() - 1)).check().check(text);
  }

  /// Whether a call may have so many arguments.
  public boolean takes(int argumentCount) {
    return variadic ? argumentCount >= arguments.size() - 1 : argumentCount == arguments.size();
  }
}
