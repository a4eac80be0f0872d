package dev.wadi.sdk.connector;

import java.util.List;

/// An outside system that tables can be made of. Stateless and thread-safe.
public interface Connector {
  /// The value of the `connector` option, lower case.
  String name();

  /// What plans call it, unique among all connectors: the name, with what pins the code of one that
  /// may be replaced.
  default String id() {
    return name();
  }

  /// One sentence for people.
  String description();

  /// The options a table of this connector takes, besides `connector` itself.
  List<Option> options();

  /// @param name as written in `WITH (...)`
  /// @param required whether a table without it is refused
  /// @param description one sentence, with the default if there is one
  /// @param values what it takes
  record Option(String name, boolean required, String description, OptionValues values) {
    /// Takes text.
    public static Option required(String name, String description) {
      return new Option(name, true, description, OptionValues.TEXT);
    }

    /// Takes text.
    public static Option optional(String name, String description) {
      return new Option(name, false, description, OptionValues.TEXT);
    }

    /// The same with other values.
    public Option taking(OptionValues others) {
      return new Option(name, required, description, others);
    }
  }
}
