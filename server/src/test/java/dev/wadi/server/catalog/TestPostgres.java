package dev.wadi.server.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL, one for all tests of a process, which ends with it. Each test has a database
/// of its own.
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres server;

  private TestPostgres() {}

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                // The machine may be busy.
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server;
  }

  /// A database in which nothing is.
  public static PostgresAddress empty() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new PostgresAddress(
        "127.0.0.1:%d/%s".formatted(port(), name),
        "",
        Optional.of("postgres"),
        Optional.of("postgres"));
  }

  /// As it is given to a server.
  public static String url(PostgresAddress address) {
    return "postgresql://%s:%s@%s"
        .formatted(address.user().orElseThrow(), address.password().orElseThrow(), address.place());
  }

  public static int port() {
    return server().getPort();
  }

  /// The same database by way of another port.
  public static PostgresAddress by(int otherPort, PostgresAddress address) {
    String database = address.place().substring(address.place().indexOf('/'));
    return new PostgresAddress(
        "127.0.0.1:" + otherPort + database,
        address.parameters(),
        address.user(),
        address.password());
  }
}
