package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.util.Text;

/// Rows as comparable Java values, in an order that does not depend on the engine.
public record OracleRows(List<List<Object>> rows) {
  private static final double TOLERANCE = 1e-9;
  // What rounding may leave of differences whose true value is zero.
  private static final double ROUNDING = 1e-12;

  /// What DuckDB answers.
  public static OracleRows ask(Connection duckDb, String sql) throws SQLException {
    try (Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
      return of(rows);
    }
  }

  static OracleRows of(List<List<Object>> rows) {
    List<List<Object>> normal = new ArrayList<>();
    rows.forEach(row -> normal.add(normalRow(row)));
    return new OracleRows(
        normal.stream().map(Sortable::of).sorted(Sortable.ORDER).map(Sortable::row).toList());
  }

  /// The rows without some of them, each as often as it is in the list.
  OracleRows without(List<List<Object>> takenBack) {
    Map<List<Object>, Integer> left = new HashMap<>();
    takenBack.forEach(row -> left.merge(normalRow(row), 1, Integer::sum));
    List<List<Object>> kept = new ArrayList<>();
    for (List<Object> row : rows) {
      int count = left.getOrDefault(row, 0);
      if (count == 0) {
        kept.add(row);
      } else {
        left.put(row, count - 1);
      }
    }
    left.values().removeIf(count -> count == 0);
    assertThat(left).as("taken back, but never added").isEmpty();
    return new OracleRows(kept);
  }

  private static List<Object> normalRow(List<Object> row) {
    return row.stream().map(OracleRows::normal).toList();
  }

  // Numbers compare by value whatever their type; floating-point ones stay what they are.
  private static Object normal(Object value) {
    return switch (value) {
      case null -> "null";
      case Double number -> number + 0.0;
      case Float number -> number.doubleValue() + 0.0;
      case BigDecimal number -> plain(number);
      case BigInteger number -> plain(new BigDecimal(number));
      case Number number -> plain(BigDecimal.valueOf(number.longValue()));
      case Text text -> text.toString();
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Timestamp time -> time.toLocalDateTime();
      case Date date -> date.toLocalDate();
      case Time time -> time.toLocalTime();
      default -> value;
    };
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  private record Sortable(String exactPart, String floatingPart, List<Object> row) {
    private static final Comparator<Sortable> ORDER =
        Comparator.comparing(Sortable::exactPart)
            .thenComparing(Sortable::floatingPart)
            // Rounding hides differences that are more than noise.
            .thenComparing(Sortable::numbers, Arrays::compare);

    private double[] numbers() {
      return row.stream()
          .filter(Double.class::isInstance)
          .mapToDouble(Double.class::cast)
          .toArray();
    }

    private static Sortable of(List<Object> row) {
      return new Sortable(OracleRows.exactPart(row), OracleRows.floatingPart(row), row);
    }
  }

  private static String exactPart(List<Object> row) {
    return row.stream().filter(value -> !(value instanceof Double)).toList().toString();
  }

  private static String floatingPart(List<Object> row) {
    return row.stream()
        .filter(Double.class::isInstance)
        .map(value -> "%.6e".formatted(value))
        .toList()
        .toString();
  }

  /// @param approximate whether numbers may differ in their type and in the last digits
  public void assertEqualTo(OracleRows expected, boolean approximate, String description) {
    if (!approximate) {
      assertThat(rows).as(description).isEqualTo(expected.rows);
      return;
    }
    assertThat(rows).as(description).hasSameSizeAs(expected.rows);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        Object actual = rows.get(row).get(column);
        Object wanted = expected.rows.get(row).get(column);
        assertThat(close(actual, wanted))
            .as("%s: row %s, column %d, expected %s", description, rows.get(row), column, wanted)
            .isTrue();
      }
    }
  }

  private static boolean close(Object actual, Object wanted) {
    if (actual.equals(wanted)) {
      return true;
    }
    if (!(actual instanceof Number && wanted instanceof Number)) {
      return false;
    }
    double a = ((Number) actual).doubleValue();
    double b = ((Number) wanted).doubleValue();
    double largest = Math.max(Math.abs(a), Math.abs(b));
    return Math.abs(a - b) <= Math.max(TOLERANCE * largest, ROUNDING);
  }
}
