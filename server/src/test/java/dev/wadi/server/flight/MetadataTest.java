package dev.wadi.server.flight;

import static dev.wadi.server.flight.FlightTestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What tools ask about a server before they show it: `DatabaseMetaData`.
@Timeout(60)
class MetadataTest {
  private final FlightTestServer server = new FlightTestServer();
  private Connection connection;
  private DatabaseMetaData metadata;

  @BeforeEach
  void connect() throws SQLException {
    connection = server.connect();
    metadata = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE orders (id BIGINT NOT NULL, name TEXT, price DECIMAL(10, 2), tags TEXT[],"
              + " seen TIMESTAMP, PRIMARY KEY (id, name)) WITH (connector = 'single_file',"
              + " path = '/tmp/orders.json', format = 'json')");
      statement.executeUpdate("CREATE TABLE hole WITH (connector = 'blackhole')");
    }
  }

  @AfterEach
  void stop() throws SQLException {
    connection.close();
    server.close();
  }

  @Test
  void tables() throws SQLException {
    assertThat(names(metadata.getTables(null, null, null, null))).containsExactly("hole", "orders");
    assertThat(names(metadata.getTables(null, null, "ord%", null))).containsExactly("orders");
    assertThat(names(metadata.getTables(null, null, "o_ders", new String[] {"TABLE"})))
        .containsExactly("orders");
    assertThat(names(metadata.getTables(null, null, "o%", new String[] {"VIEW"}))).isEmpty();
    assertThat(names(metadata.getTables("elsewhere", null, "o%", null))).isEmpty();
    assertThat(rows(metadata.getTableTypes())).containsExactly("TABLE");
    assertThat(rows(metadata.getCatalogs())).isEmpty();
    assertThat(rows(metadata.getSchemas())).isEmpty();
  }

  private static java.util.List<String> names(ResultSet tables) throws SQLException {
    java.util.List<String> names = new java.util.ArrayList<>();
    try (tables) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  @Test
  void columns() throws SQLException {
    try (ResultSet columns = metadata.getColumns(null, null, "orders", "%")) {
      assertThat(columns.next()).isTrue();
      assertThat(columns.getString("COLUMN_NAME")).isEqualTo("id");
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.BIGINT);
      assertThat(columns.getString("TYPE_NAME")).isEqualTo("BIGINT");
      assertThat(columns.getString("IS_NULLABLE")).isEqualTo("NO");
      assertThat(columns.next()).isTrue();
      assertThat(columns.getString("COLUMN_NAME")).isEqualTo("name");
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.VARCHAR);
      assertThat(columns.next()).isTrue();
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.DECIMAL);
      assertThat(columns.getString("IS_NULLABLE")).isEqualTo("YES");
      assertThat(columns.next()).isTrue();
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.ARRAY);
      assertThat(columns.next()).isTrue();
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.TIMESTAMP);
      assertThat(columns.next()).isFalse();
    }
  }

  @Test
  void keys() throws SQLException {
    try (ResultSet keys = metadata.getPrimaryKeys(null, null, "orders")) {
      assertThat(keys.next()).isTrue();
      assertThat(keys.getString("COLUMN_NAME")).isEqualTo("id");
      assertThat(keys.getInt("KEY_SEQ")).isEqualTo(1);
      assertThat(keys.next()).isTrue();
      assertThat(keys.getString("COLUMN_NAME")).isEqualTo("name");
      assertThat(keys.next()).isFalse();
    }
    assertThat(rows(metadata.getImportedKeys(null, null, "orders"))).isEmpty();
    assertThat(rows(metadata.getExportedKeys(null, null, "orders"))).isEmpty();
    assertThat(rows(metadata.getCrossReference(null, null, "orders", null, null, "hole")))
        .isEmpty();
  }

  /// All of it comes as one column whose values are of several types.
  @Test
  void facts() throws SQLException {
    assertThat(metadata.getDatabaseProductName()).isEqualTo("Wadi");
    assertThat(metadata.getDatabaseProductVersion()).isNotBlank();
    assertThat(metadata.isReadOnly()).isFalse();
    assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(metadata.getSQLKeywords()).contains("TUMBLE");
    assertThat(metadata.getNumericFunctions()).contains("ABS");
    assertThat(metadata.supportsTransactions()).isFalse();
    assertThat(metadata.getDefaultTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
    assertThat(metadata.getMaxTableNameLength()).isEqualTo(256);
    assertThat(metadata.supportsFullOuterJoins()).isTrue();
    assertThat(metadata.supportsUnionAll()).isTrue();
    assertThat(metadata.supportsGroupBy()).isTrue();
    assertThat(metadata.supportsSubqueriesInExists()).isTrue();
    assertThat(metadata.supportsStoredProcedures()).isFalse();
    assertThat(metadata.supportsBatchUpdates()).isTrue();
    assertThat(metadata.supportsResultSetType(ResultSet.TYPE_FORWARD_ONLY)).isTrue();
    assertThat(metadata.supportsResultSetType(ResultSet.TYPE_SCROLL_SENSITIVE)).isFalse();
  }
}
