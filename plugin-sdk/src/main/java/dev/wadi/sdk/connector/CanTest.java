package dev.wadi.sdk.connector;

/// A connector that can try whether an outside system is there before a pipeline needs it. Whether
/// rows can be read is found out by reading some; this is for what is written or looked up, and for
/// connection profiles.
public interface CanTest extends Connector {
  /// Tries whether the outside system can be used, and changes nothing there. May block for some
  /// seconds.
  ///
  /// @param table with the options that there are: those of a connection profile need not be all
  ///   that a table must have, and what is missing is not tried
  /// @return what was found, a sentence for people
  /// @throws dev.wadi.sdk.error.WadiException if it cannot be used
  String test(TableDefinition table);
}
