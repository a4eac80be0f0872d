package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// The server's lasting memory. Thread-safe. One process at a time may have a data directory open;
/// several may share a database of PostgreSQL.
public final class Catalog implements AutoCloseable {
  private static final String FILE_NAME = "wadi.db";

  /// The file in the data directory with the key of what is encrypted.
  public static final String KEY_NAME = "secret.key";

  private final Database database;
  private final StoredPlugins plugins;
  private final StoredPipelines pipelines;
  private final StoredPins pins;
  private final StoredUpgrades upgrades;
  private final StoredJobs jobs;
  private final StoredTables tables;
  private final StoredProfiles profiles;
  private final StoredTokens tokens;
  private final StoredAudit audit;
  private final StoredAnswers answers;
  private final StoredServers servers;
  private final StoredOwners owners;

  private Catalog(Database database, Encryption encryption) {
    this.database = database;
    this.plugins = new StoredPlugins(database, encryption);
    this.profiles = new StoredProfiles(database, encryption);
    this.pipelines = new StoredPipelines(database);
    this.pins = new StoredPins(database);
    this.upgrades = new StoredUpgrades(database);
    this.jobs = new StoredJobs(database);
    this.tables = new StoredTables(database);
    this.tokens = new StoredTokens(database);
    this.audit = new StoredAudit(database);
    this.answers = new StoredAnswers(database, encryption);
    this.servers = new StoredServers(database);
    this.owners = new StoredOwners(database);
  }

  /// Opens the catalog of a data directory; makes both if they are not there.
  ///
  /// @throws WadiException if the directory cannot be used, or another server uses it
  public static Catalog open(Path dataDirectory) {
    try {
      Files.createDirectories(dataDirectory);
    } catch (FileAlreadyExistsException e) {
      throw new WadiException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "the data directory '%s' cannot be made: '%s' is a file"
              .formatted(dataDirectory, e.getFile()),
          e);
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "cannot make the data directory '%s': %s".formatted(dataDirectory, e.getMessage()),
          e);
    }
    return opened(
        SqliteDatabase.open(dataDirectory.resolve(FILE_NAME)),
        _ -> Encryption.withKeyIn(dataDirectory.resolve(KEY_NAME)));
  }

  /// Opens a catalog that servers share; makes its tables if they are not there.
  ///
  /// @throws WadiException if the database cannot be used, or has secrets of another key
  public static Catalog open(SharedCatalog shared) {
    return opened(
        PostgresDatabase.open(shared.address()),
        database -> SharedKey.agree(database, shared.key()));
  }

  /// Looks whether the database of a catalog answers, and changes nothing in it.
  ///
  /// @throws WadiException if it cannot be reached, or refuses the user
  public static void reach(PostgresAddress address) {
    PostgresDatabase.open(address).close();
  }

  /// A catalog that is forgotten when it is closed.
  public static Catalog inMemory() {
    return opened(SqliteDatabase.inMemory(), _ -> Encryption.ofThisProcess());
  }

  private static <D extends Database> Catalog opened(
      D database, Function<D, Encryption> encryption) {
    try {
      CatalogSchema.bringUpToDate(database);
      return new Catalog(database, encryption.apply(database));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public StoredPlugins plugins() {
    return plugins;
  }

  public StoredPipelines pipelines() {
    return pipelines;
  }

  public StoredPins pins() {
    return pins;
  }

  public StoredUpgrades upgrades() {
    return upgrades;
  }

  public StoredJobs jobs() {
    return jobs;
  }

  public StoredTables tables() {
    return tables;
  }

  public StoredProfiles profiles() {
    return profiles;
  }

  public StoredTokens tokens() {
    return tokens;
  }

  public StoredAudit audit() {
    return audit;
  }

  public StoredAnswers answers() {
    return answers;
  }

  public StoredServers servers() {
    return servers;
  }

  public StoredOwners owners() {
    return owners;
  }

  /// Whether other servers may have it open, too.
  public boolean isShared() {
    return database instanceof PostgresDatabase;
  }

  /// Has several changes take effect together or, if one fails, none.
  public void atomically(Runnable changes) {
    database.atomically(changes);
  }

  @Override
  public void close() {
    database.close();
  }
}
