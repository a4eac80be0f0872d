package dev.wadi.server.shell;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.client.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The names that a server knows, as far as they are worth completing: asked for when they are
/// wanted first, and again when a statement has changed them.
final class KnownNames {
  private final Session session;
  private Map<String, List<String>> tables;
  private List<String> functions;

  KnownNames(Session session) {
    this.session = session;
  }

  /// There may be others from now on.
  void change() {
    tables = null;
    functions = null;
  }

  /// The tables, and the views of the session, with their columns.
  Map<String, List<String>> tables() {
    if (tables == null) {
      tables = new TreeMap<>();
      try {
        for (TableColumns table : session.client().tables()) {
          tables.put(table.table(), table.columns());
        }
        for (String view : session.kept().views()) {
          tables.put(view, columns(view));
        }
      } catch (WadiException e) {
        // Nobody has asked for anything yet: the next statement tells what is wrong.
        return Map.of();
      }
    }
    return tables;
  }

  private List<String> columns(String view) {
    String sql = "DESCRIBE \"%s\"".formatted(view.replace("\"", "\"\""));
    try {
      return session.texts(sql).stream().map(List::getFirst).toList();
    } catch (WadiException e) {
      // The table that it reads may be gone.
      return List.of();
    }
  }

  List<String> functions() {
    if (functions == null) {
      try {
        functions =
            new ArrayList<>(
                session.texts("SHOW FUNCTIONS").stream().map(List::getFirst).distinct().toList());
      } catch (WadiException e) {
        return List.of();
      }
    }
    return functions;
  }
}
