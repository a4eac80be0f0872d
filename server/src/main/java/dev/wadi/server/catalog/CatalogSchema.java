package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;

/// Brings the catalog's tables up to date. What is done to one kind of database is to be done to
/// the other, too.
final class CatalogSchema {
  private CatalogSchema() {}

  /// Takes all steps that are left, or none.
  ///
  /// @throws WadiException if a newer program has taken more
  static void bringUpToDate(Database database) {
    database.atomically(() -> takeSteps(database));
  }

  private static void takeSteps(Database database) {
    List<List<String>> steps = database.schemaSteps();
    int version = database.schemaVersion();
    if (version > steps.size()) {
      throw new WadiException(
              ErrorCode.CATALOG_UNAVAILABLE,
              "the catalog has schema version %d, this program knows versions up to %d"
                  .formatted(version, steps.size()))
          .withHint("use the newer version of Wadi that wrote it, or another catalog");
    }
    for (int step = version; step < steps.size(); step++) {
      steps.get(step).forEach(database::update);
      database.schemaVersion(step + 1);
    }
  }
}
