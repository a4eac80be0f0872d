package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// One SQLite connection behind a lock: statements are short and SQLite has one writer anyway.
final class Database implements AutoCloseable {
  private final String location;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  private Database(String location, Connection connection) {
    this.location = location;
    this.connection = connection;
  }

  static Database open(Path file) {
    Database database = connect("the catalog '" + file + "'", "jdbc:sqlite:" + file);
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

  static Database inMemory() {
    return connect("the catalog in memory", "jdbc:sqlite::memory:");
  }

  private static Database connect(String location, String url) {
    try {
      var database = new Database(location, DriverManager.getConnection(url));
      database.update("PRAGMA foreign_keys = ON");
      return database;
    } catch (SQLException e) {
      throw unavailable(location, e);
    }
  }

  int update(String sql, Object... parameters) {
    lock.lock();
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw unavailable(location, e);
    } finally {
      lock.unlock();
    }
  }

  /// Runs statements as one transaction: all of them take effect or, if one fails, none; nobody
  /// else sees some of them only. Within another transaction they are a part of that.
  void atomically(Runnable statements) {
    if (lock.isHeldByCurrentThread()) {
      statements.run();
      return;
    }
    lock.lock();
    try {
      connection.setAutoCommit(false);
      try {
        statements.run();
        connection.commit();
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unavailable(location, e);
    } finally {
      lock.unlock();
    }
  }

  <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    lock.lock();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw unavailable(location, e);
    } finally {
      lock.unlock();
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static WadiException unavailable(String location, SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("SQLITE_BUSY") || message.contains("database is locked")) {
      return new WadiException(
              ErrorCode.CATALOG_UNAVAILABLE, location + " is in use by another server", cause)
          .withHint("stop that server, or start this one with another --data-dir");
    }
    if (message.contains("FOREIGN KEY constraint failed")) {
      return new WadiException(
              ErrorCode.CONFLICT,
              "a pipeline or a plugin that this is about has just been removed, or is in use",
              cause)
          .withHint("look what is there now, and try again");
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
      throw unavailable(location, e);
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
