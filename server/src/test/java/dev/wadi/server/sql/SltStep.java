package dev.wadi.server.sql;

import java.util.List;

/// One block of an `.slt` file; lines count from 0.
sealed interface SltStep {
  /// The word for a query whose rows come in an order.
  String ORDERED = "nosort";

  int line();

  /// @param error what must go wrong, or null
  record Statement(int line, String sql, Error error) implements SltStep {}

  record Feed(int line, String table, List<String> rows) implements SltStep {}

  /// @param error what must go wrong, or null
  /// @param ordered whether the order of the rows matters
  /// @param rows what it yields, or null if that is not said
  record Query(int line, String sql, Error error, boolean ordered, List<String> rows)
      implements SltStep {}

  record Late(int line, long rows) implements SltStep {}

  record Clear(int line) implements SltStep {}

  /// @param position `line:column`, or empty if it does not matter
  /// @param text a part of the message
  record Error(String code, String position, String text) {
    @Override
    public String toString() {
      return ("error " + code + " " + position).strip() + (text.isEmpty() ? "" : " " + text);
    }
  }
}
