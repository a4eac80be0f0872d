package dev.wadi.engine.expression;

import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// A scalar expression over the columns of one batch.
public sealed interface Expression {
  /// Arrow type and nullability of the result; the name means nothing.
  Field type();

  /// What it is computed from.
  default List<Expression> parts() {
    return switch (this) {
      case InputColumn _, Literal _ -> List.of();
      case Call call -> call.arguments();
      case Cast cast -> List.of(cast.argument());
      case GeneratedJava java -> java.arguments();
      case BuiltInCall call -> call.arguments();
      case FunctionCall call -> call.arguments();
      case Case choice -> choice.values();
    };
  }

  /// A column of the input.
  record InputColumn(int index, Field type) implements Expression {}

  /// A constant.
  ///
  /// @param text null for NULL; otherwise: BOOLEAN `true`/`false`; whole numbers in decimal; floats
  ///   as `Double.toString`; decimals in plain notation; text as it is; binary in base64; DATE in
  ///   days, TIME in microseconds of the day, TIMESTAMP in its type's unit since 1970, day-time
  ///   intervals in microseconds, year-month intervals in months, all in decimal
  record Literal(String text, Field type) implements Expression {}

  /// An operation that has a native kernel for the argument types.
  record Call(Operation operation, List<Expression> arguments, Field type) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `CASE WHEN condition THEN value ... ELSE otherwise END`; a branch's value is computed only for
  /// the rows that take it. All values have the result's type.
  record Case(List<Branch> branches, Expression otherwise, Field type) implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }

    public record Branch(Expression condition, Expression value) {}

    private List<Expression> values() {
      List<Expression> values = new ArrayList<>();
      for (Branch branch : branches) {
        values.add(branch.condition());
        values.add(branch.value());
      }
      values.add(otherwise);
      return values;
    }
  }

  /// A conversion.
  ///
  /// @param safe TRY_CAST: null instead of an error
  record Cast(Expression argument, boolean safe, Field type) implements Expression {}

  /// Anything without a native kernel: Java source for one row, which the planner wrote with the
  /// help of its function library.
  ///
  /// @param source the body of a Java class (Java 8 syntax, whole class names) with a method
  ///   `public Object evaluate(Object[] arguments)`. Values are: Boolean, Byte, Short, Integer,
  ///   Long, Float, Double, BigDecimal, String, `byte[]`; the unsigned types as the next wider of
  ///   Short, Integer, Long, BigDecimal; DATE as Integer days; TIME as Integer milliseconds;
  ///   TIMESTAMP as Long milliseconds; intervals as Long milliseconds or Integer months; ARRAY as
  ///   List, STRUCT as `Object[]`; SQL NULL as null. One object of the class per expression and
  ///   subtask.
  record GeneratedJava(String source, List<Expression> arguments, Field type)
      implements Expression {
    public GeneratedJava {
      arguments = List.copyOf(arguments);
    }
  }

  /// A call of a function that is built in and has no kernel.
  ///
  /// @param function the id of one of {@link dev.wadi.engine.function.BuiltInFunctions}
  /// @param arguments of the types that it takes
  record BuiltInCall(String function, List<Expression> arguments, Field type)
      implements Expression {
    public BuiltInCall {
      arguments = List.copyOf(arguments);
    }
  }

  /// A call of a function that is not built in.
  ///
  /// @param rejected what becomes of rows that the function rejects
  record FunctionCall(
      FunctionSignature function, List<Expression> arguments, OnRejection rejected, Field type)
      implements Expression {
    public FunctionCall {
      arguments = List.copyOf(arguments);
    }
  }

  /// What becomes of a row that a function rejects.
  enum OnRejection {
    /// It fails the query.
    FAIL,
    /// The call is NULL.
    NULL,
    /// It is left out, if the call is in a projection or a filter; elsewhere it fails the query.
    DROP
  }
}
