package dev.wadi.server.shell.statement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/// What a shell does with a statement. Its first words tell.
public sealed interface StatementKind {
  /// It has rows to show.
  record Query() implements StatementKind {}

  /// `EXPLAIN`, `SHOW CREATE`: its rows are lines of text.
  record Text() implements StatementKind {}

  /// `ALTER`: a query that must be alone in its text.
  record Change() implements StatementKind {}

  /// `INSERT`: it ends with a number of rows.
  record Insert() implements StatementKind {}

  /// `CREATE TABLE`, `DROP TABLE`: the server keeps it, for everybody.
  record ChangeOfTables() implements StatementKind {}

  /// `CREATE VIEW`, `CREATE FUNCTION`, `SET`: the session keeps it.
  ///
  /// @param kind `view`, `function` or `set`
  /// @param name in lower case, unless it was quoted
  /// @param onlyIfNew whether it does nothing if there is one of that name
  record Definition(String kind, String name, boolean onlyIfNew) implements StatementKind {}

  /// `DROP VIEW`, `DROP FUNCTION`: the session forgets it.
  record Removal(String kind, String name) implements StatementKind {}

  /// @param sql one statement
  static StatementKind of(String sql) {
    Words words = new Words(sql);
    return switch (words.next()) {
      case "explain" -> new Text();
      case "show" -> words.next().equals("create") ? new Text() : new Query();
      case "alter" -> new Change();
      case "insert" -> new Insert();
      case "set" -> new Definition("set", words.dotted(), false);
      case "create" -> {
        words.skip(Set.of("or", "replace", "temporary"));
        String kind = words.next();
        boolean onlyIfNew = words.skip(Set.of("if", "not", "exists"));
        yield isKept(kind) ? new Definition(kind, words.next(), onlyIfNew) : new ChangeOfTables();
      }
      case "drop" -> {
        String kind = words.next();
        words.skip(Set.of("if", "exists"));
        yield isKept(kind) ? new Removal(kind, words.next()) : new ChangeOfTables();
      }
      default -> new Query();
    };
  }

  private static boolean isKept(String kind) {
    return kind.equals("view") || kind.equals("function");
  }

  /// The tokens of a statement, one after the other, without comments.
  final class Words {
    private final Deque<String> left = new ArrayDeque<>();

    private Words(String sql) {
      Optional<Token> next = Token.next(sql, 0);
      while (next.isPresent()) {
        if (next.get().kind() != Token.Kind.COMMENT) {
          left.add(next.get().in(sql));
        }
        next = Token.next(sql, next.get().end());
      }
    }

    private String next() {
      return left.isEmpty() ? "" : left.removeFirst();
    }

    private String dotted() {
      var name = new StringBuilder(next());
      while (".".equals(left.peekFirst())) {
        name.append(next()).append(next());
      }
      return name.toString();
    }

    private boolean skip(Set<String> words) {
      boolean any = false;
      while (!left.isEmpty() && words.contains(left.peekFirst())) {
        left.removeFirst();
        any = true;
      }
      return any;
    }
  }
}
