package dev.wadi.server.shell.statement;

import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.shell.statement.StatementKind.Definition;
import dev.wadi.server.shell.statement.StatementKind.Removal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The views, functions and settings of a session. A server knows no sessions: what is kept here
/// goes in front of each statement that is sent.
public final class SessionDefinitions {
  // On a line of its own, since a text may end with a comment.
  private static final String END = "\n;\n";

  private final Map<Key, String> texts = new LinkedHashMap<>();

  /// @param kind `view`, `function` or `set`
  public record Key(String kind, String name) {}

  /// A text that is sent, and what it is made of.
  ///
  /// @param linesBefore how many lines stand before the statement
  public record Framed(String sql, int linesBefore) {
    /// A statement that stands alone.
    public static Framed alone(String sql) {
      return new Framed(sql, 0);
    }

    /// The same with a query behind it, so that what it defines can be checked.
    public String withQuery() {
      return sql + END + "SELECT 1 AS n";
    }
  }

  public boolean has(Definition definition) {
    return texts.containsKey(new Key(definition.kind(), definition.name()));
  }

  public boolean has(Removal removal) {
    return texts.containsKey(new Key(removal.kind(), removal.name()));
  }

  /// Keeps a definition, in the place of one that it replaces.
  public void keep(Definition definition, String sql) {
    texts.put(new Key(definition.kind(), definition.name()), sql);
  }

  /// These without one.
  public SessionDefinitions without(Removal removal) {
    var others = new SessionDefinitions();
    others.texts.putAll(texts);
    others.texts.remove(new Key(removal.kind(), removal.name()));
    return others;
  }

  public void forget(Removal removal) {
    texts.remove(new Key(removal.kind(), removal.name()));
  }

  public void forgetAll() {
    texts.clear();
  }

  /// The texts, in order.
  public List<String> all() {
    return List.copyOf(texts.values());
  }

  /// The names of the views.
  public List<String> views() {
    return texts.keySet().stream().filter(key -> key.kind().equals("view")).map(Key::name).toList();
  }

  /// A statement behind all that is kept.
  public Framed before(String sql) {
    var text = new StringBuilder();
    texts.values().forEach(one -> text.append(one).append(END));
    int lines = (int) text.chars().filter(c -> c == '\n').count();
    return new Framed(text.append(sql).toString(), lines);
  }

  /// The error of a text that was sent, as one of the statement in it.
  ///
  /// @param sent what was sent
  /// @param statement the one in it
  public static WadiException inStatement(WadiException error, Framed sent, Statement statement) {
    if (error.position().isEmpty()) {
      return error;
    }
    SourcePosition place = error.position().get();
    if (place.line() > sent.linesBefore()) {
      var inStatement = new SourcePosition(place.line() - sent.linesBefore(), place.column());
      return moved(error, error.getMessage(), statement.inText(inStatement));
    }
    String message =
        "in what this session keeps (\\session), `%s`: %s"
            .formatted(
                sent.sql().lines().skip(place.line() - 1L).findFirst().orElse(""),
                error.getMessage());
    return moved(error, message, null);
  }

  private static WadiException moved(WadiException error, String message, SourcePosition place) {
    return new WadiException(error.code(), message, place, error.hint().orElse(null), error);
  }
}
