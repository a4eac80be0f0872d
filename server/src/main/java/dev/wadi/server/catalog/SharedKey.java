package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/// Sees to it that all servers of a catalog have the same key: the first one leaves something that
/// it has encrypted, and the others must be able to read it.
final class SharedKey {
  private static final String NAME = "key";
  private static final String PLACE = "catalog/key";
  private static final String TEXT = "wadi";

  private SharedKey() {}

  /// @throws WadiException if another key is in use
  static Encryption agree(PostgresDatabase database, Path key) {
    var agreed = new AtomicReference<Encryption>();
    database.atomically(() -> {
      // Others wait here, as they do when tables are made.
      database.schemaVersion();
      agreed.set(
          database
              .fact(NAME)
              .map(encrypted -> checked(encrypted, key))
              .orElseGet(() -> first(database, key)));
    });
    return agreed.get();
  }

  private static Encryption first(PostgresDatabase database, Path key) {
    Encryption encryption = Encryption.withKeyIn(key);
    database.note(NAME, encryption.encrypt(TEXT, PLACE));
    return encryption;
  }

  private static Encryption checked(String encrypted, Path key) {
    if (!Files.exists(key)) {
      throw new WadiException(
              ErrorCode.CATALOG_UNAVAILABLE,
              "the catalog's secrets are encrypted with a key that is not in '%s'".formatted(key))
          .withHint("copy the file from another server of this catalog, or name it: --key-file");
    }
    Encryption encryption = Encryption.withKeyIn(key);
    encryption.decrypt(encrypted, PLACE);
    return encryption;
  }
}
