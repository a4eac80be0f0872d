package dev.wadi.server.sql.random;

import java.util.List;
import java.util.Optional;

/// An expression of one value.
sealed interface Term extends Sql {
  Type type();

  /// A column of a table of FROM.
  record Field(String table, String name, Type type) implements Term {
    @Override
    public String sql(Dialect dialect) {
      return table + "." + name;
    }
  }

  record Constant(String text, Type type) implements Term {
    static Constant nothing(Type type) {
      return new Constant("CAST(NULL AS %s)".formatted(type.sqlName()), type);
    }

    @Override
    public String sql(Dialect dialect) {
      return text;
    }
  }

  /// An operator or a function, with its arguments.
  record Apply(Form form, List<Term> arguments) implements Term {
    public Apply {
      form.check(arguments);
    }

    @Override
    public Type type() {
      return form.result();
    }

    @Override
    public String sql(Dialect dialect) {
      return form.sql(arguments, dialect);
    }
  }

  /// @param sort of the rows, for aggregates whose result depends on it
  record Aggregated(
      Form form, boolean distinct, List<Term> arguments, List<SortKey> sort, Optional<Term> filter)
      implements Term {
    public Aggregated {
      form.check(arguments);
    }

    @Override
    public Type type() {
      return form.result();
    }

    @Override
    public String sql(Dialect dialect) {
      String call = form.sql(arguments, dialect);
      int open = call.indexOf('(') + 1;
      int close = call.lastIndexOf(')');
      return call.substring(0, open)
          + (distinct ? "DISTINCT " : "")
          + call.substring(open, close)
          + SortKey.clause(sort, dialect)
          + call.substring(close)
          + filter.map(term -> " FILTER (WHERE " + term.sql(dialect) + ")").orElse("");
    }
  }

  /// A window function, or an aggregate over a frame.
  ///
  /// @param frame of ROWS or RANGE, or empty
  record Over(
      Form form,
      List<Term> arguments,
      Optional<Term> filter,
      List<Term> partition,
      List<SortKey> sort,
      String frame)
      implements Term {
    public Over {
      form.check(arguments);
    }

    @Override
    public Type type() {
      return form.result();
    }

    @Override
    public String sql(Dialect dialect) {
      return form.sql(arguments, dialect)
          + filter.map(term -> " FILTER (WHERE " + term.sql(dialect) + ")").orElse("")
          + " OVER ("
          + (partition.isEmpty() ? "" : "PARTITION BY " + Sql.list(partition, dialect))
          + SortKey.clause(sort, dialect)
          + frame
          + ")";
    }
  }

  /// The value of a query with one row and one column.
  record Scalar(Query query) implements Term {
    @Override
    public Type type() {
      return query.columns().getFirst().type();
    }

    @Override
    public String sql(Dialect dialect) {
      return "(" + query.sql(dialect) + ")";
    }
  }

  record Exists(boolean not, Query query) implements Term {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public String sql(Dialect dialect) {
      return (not ? "(NOT EXISTS (" : "(EXISTS (") + query.sql(dialect) + "))";
    }
  }

  record In(boolean not, Term value, Query query) implements Term {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public String sql(Dialect dialect) {
      return "(%s %s (%s))"
          .formatted(value.sql(dialect), not ? "NOT IN" : "IN", query.sql(dialect));
    }
  }
}
