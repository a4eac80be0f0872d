package dev.wadi.server.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A database of PostgreSQL, which several servers share. Statements outside of transactions take
/// any connection of a small pool; a lost one is replaced.
final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 8;
  private static final int CONNECT_SECONDS = 3;
  // Statements are short: who waits longer has lost the connection without being told.
  private static final int SOCKET_SECONDS = 20;
  // "Wadi" in ASCII; whoever changes the schema has it.
  private static final long SCHEMA_LOCK = 0x57616469L;

  private static final String REFERENCE_VIOLATION = "23503";
  private static final String UNIQUENESS_VIOLATION = "23505";
  private static final String NO_SUCH_CHARACTER = "22021";

  private final String location;
  private final HikariDataSource pool;
  private final ThreadLocal<Connection> transaction = new ThreadLocal<>();

  private PostgresDatabase(String location, HikariDataSource pool) {
    this.location = location;
    this.pool = pool;
  }

  /// @throws WadiException if it cannot be reached, or refuses the user
  static PostgresDatabase open(PostgresAddress address) {
    String location = "the catalog " + address;
    try {
      return new PostgresDatabase(location, new HikariDataSource(config(address)));
    } catch (PoolInitializationException e) {
      throw unavailable(location, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      // The driver says so when it does not understand a parameter of the URL.
      throw unavailable(location, e);
    }
  }

  private static HikariConfig config(PostgresAddress address) {
    var config = new HikariConfig();
    config.setPoolName("catalog");
    config.setJdbcUrl(address.jdbcUrl());
    address.user().ifPresent(config::setUsername);
    address.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(1_000L * CONNECT_SECONDS);
    config.addDataSourceProperty("ApplicationName", "wadi");
    config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", true);
    return config;
  }

  @Override
  public <T> T with(Work<T> work) {
    Connection own = transaction.get();
    try {
      if (own != null) {
        return work.on(own);
      }
      try (Connection any = pool.getConnection()) {
        return work.on(any);
      }
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public void atomically(Runnable statements) {
    if (transaction.get() != null) {
      statements.run();
      return;
    }
    with(connection -> {
      transaction.set(connection);
      try {
        Database.atomically(connection, statements);
      } finally {
        transaction.remove();
      }
      return null;
    });
  }

  @Override
  public List<List<String>> schemaSteps() {
    return PostgresSchema.STEPS;
  }

  @Override
  public int schemaVersion() {
    // Until the end of the transaction.
    query("SELECT pg_advisory_xact_lock(?)", row -> 0, SCHEMA_LOCK);
    update("CREATE TABLE IF NOT EXISTS catalog (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
    return fact("version").map(Integer::parseInt).orElse(0);
  }

  @Override
  public void schemaVersion(int version) {
    note("version", Integer.toString(version));
  }

  /// What was noted about the catalog as a whole.
  Optional<String> fact(String name) {
    return query("SELECT value FROM catalog WHERE name = ?", row -> row.getString(1), name).stream()
        .findFirst();
  }

  void note(String name, String value) {
    update(
        """
        INSERT INTO catalog (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """,
        name,
        value);
  }

  private WadiException explained(SQLException cause) {
    return switch (cause.getSQLState()) {
      case REFERENCE_VIOLATION -> Violation.ofReference(cause);
      case UNIQUENESS_VIOLATION -> Violation.ofUniqueness(cause);
      case NO_SUCH_CHARACTER ->
          new WadiException(
              ErrorCode.INVALID_REQUEST, "a text has the character U+0000, or is no text", cause);
      case null, default -> unavailable(location, cause);
    };
  }

  private static WadiException unavailable(String location, Throwable cause) {
    return new WadiException(
            ErrorCode.CATALOG_UNAVAILABLE,
            "%s cannot be used: %s".formatted(location, cause.getMessage()),
            cause)
        .withHint("look whether PostgreSQL runs there, and what its log says");
  }

  @Override
  public void close() {
    pool.close();
  }
}
