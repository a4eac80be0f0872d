package dev.wadi.sdk.connector;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Matches the columns that a table declares with those that its connector has.
public final class DeclaredColumns {
  private DeclaredColumns() {}

  /// Checks each declared column by name and type.
  ///
  /// @param fits whether a declared column (first) may hold what the connector has (second)
  public static void check(TableDefinition table, Schema has, BiPredicate<Field, Field> fits) {
    for (Field declared : table.schema().getFields()) {
      Field own =
          has.getFields().stream()
              .filter(field -> field.getName().equals(declared.getName()))
              .findFirst()
              .orElseThrow(() -> unknown(table, declared.getName(), has));
      if (!fits.test(declared, own)) {
        throw new WadiException(
                ErrorCode.TYPE_MISMATCH,
                "table '%s': column '%s' of connector '%s' is %s, not %s"
                    .formatted(
                        table.name(),
                        own.getName(),
                        table.connectorName(),
                        SqlType.of(own),
                        SqlType.of(declared)))
            .withHint("declare it as that, or declare no columns at all");
      }
    }
  }

  private static WadiException unknown(TableDefinition table, String name, Schema has) {
    List<String> names = has.getFields().stream().map(Field::getName).toList();
    var error =
        new WadiException(
            ErrorCode.COLUMN_NOT_FOUND,
            "table '%s': connector '%s' has no column '%s'; it has: %s"
                .formatted(
                    table.name(),
                    table.connectorName(),
                    name,
                    names.stream().collect(Collectors.joining(", "))));
    return Names.nearest(name, names)
        .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
        .orElse(error);
  }
}
