package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The compilation of one expression: makes nodes, and remembers what has to be freed with them.
final class Compilation {
  private final EvaluationContext context;
  private final List<Runnable> cleanups = new ArrayList<>();
  private boolean callsFunctions;

  Compilation(EvaluationContext context) {
    this.context = context;
  }

  EvaluationContext context() {
    return context;
  }

  BufferAllocator allocator() {
    return context.allocator();
  }

  Node<?> node(Expression expression) {
    SqlType type = SqlType.of(expression.type());
    return switch (expression) {
      case Expression.InputColumn e -> new InputNode<>(e.index(), type, values(type));
      case Expression.Literal e -> Literals.node(e.text(), type, values(type));
      case Expression.Call e when e.operation() == Operation.STRUCT -> StructNode.of(e, this);
      case Expression.Call e ->
          Kernels.find(e.operation(), types(e.arguments()), type)
              .orElseThrow(() -> new IllegalArgumentException("no kernel for " + e))
              .bind(e.arguments(), this);
      case Expression.Case e -> CaseNode.of(e, values(type), this);
      case Expression.Cast e -> Casts.node(e, this);
      case Expression.GeneratedJava e -> GeneratedJavaNode.of(e, this);
      case Expression.BuiltInCall e -> BuiltInNode.of(e, this);
      case Expression.FunctionCall e -> FunctionNode.of(e, this);
    };
  }

  /// A node whose representation follows from the expression's type.
  <V extends Values> Node<V> typed(Expression expression) {
    return as(node(expression));
  }

  List<Node<?>> nodes(List<Expression> expressions) {
    List<Node<?>> nodes = new ArrayList<>();
    expressions.forEach(expression -> nodes.add(node(expression)));
    return nodes;
  }

  static List<SqlType> types(List<Expression> expressions) {
    return expressions.stream().map(expression -> SqlType.of(expression.type())).toList();
  }

  /// Says how a node's values are represented, which its type has decided already.
  @SuppressWarnings("unchecked")
  static <V extends Values> Node<V> as(Node<?> node) {
    return (Node<V>) node;
  }

  /// A place for values of a type.
  Values values(SqlType type) {
    return switch (type) {
      case SqlType.Bool _ -> new Flags();
      case SqlType.Whole _,
          SqlType.Date _,
          SqlType.Time _,
          SqlType.Timestamp _,
          SqlType.Span _,
          SqlType.Months _ ->
          new Longs();
      case SqlType.Exact exact -> exact.isShort() ? new Longs() : new Wides();
      case SqlType.Floating _ -> new Doubles();
      case SqlType.Text _, SqlType.Binary _ -> texts();
      case SqlType.Opaque _ -> nested();
    };
  }

  Texts texts() {
    Texts texts = new Texts(allocator());
    cleanups.add(texts::close);
    return texts;
  }

  private Nested nested() {
    Nested nested = new Nested(allocator());
    cleanups.add(nested::close);
    return nested;
  }

  /// Has something freed together with the expression.
  void onClose(Runnable cleanup) {
    cleanups.add(cleanup);
  }

  /// Says that a call has a price of its own, so that larger batches are better.
  void preferLargeBatches() {
    callsFunctions = true;
  }

  boolean prefersLargeBatches() {
    return callsFunctions;
  }

  void close() {
    cleanups.forEach(Runnable::run);
    cleanups.clear();
  }
}
