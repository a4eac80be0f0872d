package dev.wadi.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Where the catalog's rows are. Its users speak SQL that both kinds understand; what they do not
/// have in common is in the kinds themselves. Thread-safe.
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
  /// Does something with a connection, which is that of the transaction, if the thread is within
  /// one.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the database refuses, or cannot be reached
  <T> T with(Work<T> work);

  /// Runs statements as one transaction: all of them take effect or, if one fails, none; nobody
  /// else sees some of them only. Within another transaction they are a part of that.
  void atomically(Runnable statements);

  /// The steps that lead from an empty database to the present schema. A released one never
  /// changes.
  List<List<String>> schemaSteps();

  /// How many steps the schema has taken. To be called within the transaction that takes others,
  /// which other servers wait for.
  int schemaVersion();

  void schemaVersion(int version);

  @Override
  void close();

  default int update(String sql, Object... parameters) {
    return with(connection -> {
      try (PreparedStatement statement = prepare(connection, sql, parameters)) {
        return statement.executeUpdate();
      }
    });
  }

  default <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    return with(connection -> {
      try (PreparedStatement statement = prepare(connection, sql, parameters);
          ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    });
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /// Runs statements on a connection as one transaction.
  static void atomically(Connection connection, Runnable statements) throws SQLException {
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
  }

  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
