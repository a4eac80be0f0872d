package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/// A call of a built-in function: its Java method, row by row. Reading the arguments, the method
/// and writing the result are one method handle, in which values have their own types: nothing is
/// boxed.
final class BuiltInNode<V extends Values> implements Node<V> {
  private final List<Node<Values>> operands;
  private final List<JavaArgument> arguments;
  private final V result;
  private final JavaResult writer;
  private final boolean strict;
  private final MethodHandle call;

  private BuiltInNode(
      BuiltInFunction function, Expression.BuiltInCall e, V result, Compilation compilation) {
    boolean strict = function.nulls() == NullHandling.STRICT;
    this.operands = compilation.nodes(e.arguments()).stream().map(Compilation::<Values>as).toList();
    this.arguments = arguments(function, e);
    this.result = result;
    this.writer = new JavaResult(result, e.type());
    this.strict = strict;
    this.call = rowCall(method(function), strict);
  }

  static Node<?> of(Expression.BuiltInCall e, Compilation compilation) {
    BuiltInFunction function = BuiltInFunctions.byId(e.function());
    Values result = compilation.values(SqlType.of(e.type()));
    BuiltInNode<?> node = new BuiltInNode<>(function, e, result, compilation);
    boolean constant = function.volatility() == Volatility.IMMUTABLE;
    return constant ? ConstantNode.fold(node, node.operands.toArray(Node<?>[]::new)) : node;
  }

  private static List<JavaArgument> arguments(
      BuiltInFunction function, Expression.BuiltInCall call) {
    List<JavaArgument> arguments = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      SqlType type = SqlType.of(call.arguments().get(i).type());
      arguments.add(new JavaArgument(type, function.argumentType(i).hasTexts()));
    }
    return List.copyOf(arguments);
  }

  private MethodHandle method(BuiltInFunction function) {
    MethodHandle method = function.method();
    if (!function.variadic()) {
      return method;
    }
    int fixed = function.arguments().size() - 1;
    Class<?> array = method.type().parameterType(fixed);
    return method.asFixedArity().asCollector(array, arguments.size() - fixed);
  }

  // A method of one row: its number in, nothing out.
  private MethodHandle rowCall(MethodHandle method, boolean strict) {
    MethodHandle[] readers = new MethodHandle[arguments.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = arguments.get(i).reader(method.type().parameterType(i), strict);
    }
    MethodHandle computed = MethodHandles.filterArguments(method, 0, readers);
    MethodHandle write = writer.of(method.type().returnType());
    MethodHandle both = MethodHandles.collectArguments(write, 1, computed);
    return MethodHandles.permuteArguments(
        both, MethodType.methodType(void.class, int.class), new int[readers.length + 1]);
  }

  @Override
  public V evaluate(Rows rows) {
    result.start(rows.count());
    for (int i = 0; i < arguments.size(); i++) {
      Values values = operands.get(i).evaluate(rows);
      arguments.get(i).take(values);
      if (strict) {
        result.nullsOf(values);
      }
    }
    try {
      callAll();
    } catch (RuntimeException e) {
      throw JavaErrors.translate(e);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return result;
  }

  private void callAll() throws Throwable {
    for (int i = 0; i < result.count(); i++) {
      if (result.isNull(i)) {
        writer.writeNull(i);
      } else {
        call.invokeExact(i);
      }
    }
    writer.finish();
  }
}
