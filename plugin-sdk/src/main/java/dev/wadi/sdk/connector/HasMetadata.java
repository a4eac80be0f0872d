package dev.wadi.sdk.connector;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// A connector that knows more about a row that it reads or looks up than what is in it, such as
/// the file that it came from: `column TYPE METADATA FROM 'key'`. Such columns are part of a
/// table's schema, marked with their key; they are never written.
public interface HasMetadata extends Connector {
  /// What there is: the key as the field's name, and its type.
  ///
  /// @param options the table's `WITH` options, unchecked; what there is may depend on them
  List<Field> metadata(Map<String, String> options);

  /// The key of a column that is metadata, empty for any other.
  static Optional<String> keyOf(Field column) {
    return Optional.ofNullable(column.getMetadata().get("metadata_from"));
  }

  /// A table without its metadata columns: what the outside system holds as rows.
  static TableDefinition without(TableDefinition table) {
    List<Field> held =
        table.schema().getFields().stream().filter(field -> keyOf(field).isEmpty()).toList();
    return new TableDefinition(
        table.name(), table.connector(), new Schema(held), table.options(), table.primaryKey());
  }

  /// Refuses metadata columns where rows change.
  ///
  /// @throws WadiException if there is one
  static void requireNone(Schema columns) {
    if (columns.getFields().stream().anyMatch(field -> keyOf(field).isPresent())) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "metadata columns do not go with a format of rows that change")
          .withHint("a row may be added in one place and taken back in another: leave them out");
    }
  }

  /// A column that takes its values from a key.
  static Field column(String name, String key, Field type) {
    var marked =
        new FieldType(
            type.isNullable(), type.getType(), type.getDictionary(), Map.of("metadata_from", key));
    return new Field(name, marked, type.getChildren());
  }
}
