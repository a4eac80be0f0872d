package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A file of SQLite: one connection behind a lock, since statements are short and SQLite has one
/// writer anyway.
final class SqliteDatabase implements Database {
  private final String location;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  private SqliteDatabase(String location, Connection connection) {
    this.location = location;
    this.connection = connection;
  }

  static SqliteDatabase open(Path file) {
    SqliteDatabase database = connect("the catalog '" + file + "'", "jdbc:sqlite:" + file);
    try {
      // Exclusive: two servers on one data directory would each call the other's jobs their own.
      database.query("PRAGMA locking_mode = EXCLUSIVE", row -> 0);
      database.query("PRAGMA journal_mode = WAL", row -> 0);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  static SqliteDatabase inMemory() {
    return connect("the catalog in memory", "jdbc:sqlite::memory:");
  }

  private static SqliteDatabase connect(String location, String url) {
    try {
      var database = new SqliteDatabase(location, DriverManager.getConnection(url));
      database.update("PRAGMA foreign_keys = ON");
      return database;
    } catch (SQLException e) {
      throw explained(location, e);
    }
  }

  @Override
  public <T> T with(Work<T> work) {
    lock.lock();
    try {
      return work.on(connection);
    } catch (SQLException e) {
      throw explained(location, e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void atomically(Runnable statements) {
    if (lock.isHeldByCurrentThread()) {
      statements.run();
      return;
    }
    with(own -> {
      Database.atomically(own, statements);
      return null;
    });
  }

  @Override
  public List<List<String>> schemaSteps() {
    return SqliteSchema.STEPS;
  }

  @Override
  public int schemaVersion() {
    return query("PRAGMA user_version", row -> row.getInt(1)).getFirst();
  }

  @Override
  public void schemaVersion(int version) {
    update("PRAGMA user_version = " + version);
  }

  private static WadiException explained(String location, SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("SQLITE_BUSY") || message.contains("database is locked")) {
      return new WadiException(
              ErrorCode.CATALOG_UNAVAILABLE, location + " is in use by another server", cause)
          .withHint("stop that server, or start this one with another --data-dir");
    }
    if (message.contains("FOREIGN KEY constraint failed")) {
      return Violation.ofReference(cause);
    }
    if (message.contains("UNIQUE constraint failed")) {
      return Violation.ofUniqueness(cause);
    }
    return new WadiException(
        ErrorCode.CATALOG_UNAVAILABLE, location + " cannot be used: " + message, cause);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw explained(location, e);
    } finally {
      lock.unlock();
    }
  }
}
