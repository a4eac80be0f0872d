package dev.wadi.server.sql.random;

import java.util.List;

/// An operator, a function or an aggregate: what it takes, what it gives, how it is written.
///
/// @param wadi with `%s` for each argument
record Form(Type result, List<Type> arguments, String wadi, String duckDb) {
  static Form of(Type result, String sql, Type... arguments) {
    return new Form(result, List.of(arguments), sql, sql);
  }

  static Form of(Type result, String wadi, String duckDb, Type... arguments) {
    return new Form(result, List.of(arguments), wadi, duckDb);
  }

  /// @throws IllegalArgumentException if the terms are not what it takes
  void check(List<Term> terms) {
    if (!terms.stream().map(Term::type).toList().equals(arguments)) {
      throw new IllegalArgumentException(wadi + " of " + terms);
    }
  }

  String sql(List<Term> terms, Dialect dialect) {
    Object[] texts = terms.stream().map(term -> term.sql(dialect)).toArray();
    return dialect.choose(wadi, duckDb).formatted(texts);
  }
}
