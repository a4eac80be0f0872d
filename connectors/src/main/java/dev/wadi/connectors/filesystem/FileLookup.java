package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// Files whose rows are looked up by key: each subtask holds all of them in memory, and reads the
/// files anew when the rows have got too old. Of rows with the same key, the last one counts.
record FileLookup(FileSource files, TableDefinition table) implements LookupTable {
  /// @throws WadiException if the files are a changelog
  static FileLookup of(FileSource files, TableDefinition table, Options options) {
    if (files.changelog()) {
      throw options.invalid(
          "format",
          options.required("format"),
          "the format of rows that stay as they are: nothing is looked up in a changelog");
    }
    return new FileLookup(files, table);
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean worthKeeping() {
    return false;
  }

  @Override
  public Lookup open(LookupContext context) {
    return new FileRows(this, context);
  }

  WadiException tooLarge(long maxBytes) {
    return new WadiException(
            ErrorCode.MEMORY_LIMIT,
            "the files of the lookup table '%s' take more memory than its %d bytes"
                .formatted(table.name(), maxBytes))
        .withHint("give it more: 'lookup.cache.max_bytes' = '64MB'");
  }
}
