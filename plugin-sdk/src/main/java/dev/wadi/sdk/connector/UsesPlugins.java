package dev.wadi.sdk.connector;

import java.util.List;
import java.util.Map;

/// A connector whose tables may name what plugins have, such as a format. What there is changes
/// while the process runs.
public interface UsesPlugins extends Connector {
  /// The options that a table takes, with those of the plugins that it names.
  ///
  /// @param written the table's `WITH` options, unchecked
  List<Option> options(Map<String, String> written);

  /// The same table with such names made to mean one version of the plugin for good: the one that
  /// they mean now. Names that mean nothing stay as they are, for the table's check to report.
  TableDefinition pinned(TableDefinition table);
}
