package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.column.ValueText;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Which folder below a table's directory a row belongs to: first by its time, then by the values
/// of columns. The columns are in the files, too.
///
/// @param time by what time, if any
/// @param columns by which columns, as indexes
/// @param fields the table's
/// @param shuffled whether all rows of the same values go to the same subtask
/// @param maxOpenFiles how many files a subtask writes at the same time
record Partitioning(
    Optional<TimeFolders> time,
    List<Integer> columns,
    List<Field> fields,
    boolean shuffled,
    int maxOpenFiles) {
  Partitioning {
    columns = List.copyOf(columns);
    fields = List.copyOf(fields);
  }

  /// No folders.
  static Partitioning none(TableDefinition table) {
    return new Partitioning(Optional.empty(), List.of(), table.schema().getFields(), false, 1);
  }

  /// The rows of a batch that belong to a folder.
  ///
  /// @param folder a relative path, "" for the table's directory itself
  /// @param rows null for all
  record Share(String folder, Selection rows) {}

  private boolean isNone() {
    return time.isEmpty() && columns.isEmpty();
  }

  /// The rows of a batch by their folders.
  List<Share> divide(Batch batch) {
    if (isNone()) {
      return List.of(new Share("", batch.selection()));
    }
    Map<String, IntStream.Builder> rows = new LinkedHashMap<>();
    List<FolderText> texts = texts(batch);
    var path = new StringBuilder();
    for (int i = 0; i < batch.rowCount(); i++) {
      path.setLength(0);
      int row = batch.row(i);
      for (FolderText text : texts) {
        if (!path.isEmpty()) {
          path.append('/');
        }
        text.append(path, row);
      }
      rows.computeIfAbsent(path.toString(), _ -> IntStream.builder()).add(row);
    }
    List<Share> shares = new ArrayList<>();
    rows.forEach((folder, chosen) -> {
      int[] numbers = chosen.build().toArray();
      shares.add(new Share(folder, new Selection(numbers, numbers.length)));
    });
    return shares;
  }

  /// Appends the name of a row's folder.
  @FunctionalInterface
  interface FolderText {
    void append(StringBuilder path, int row);
  }

  private List<FolderText> texts(Batch batch) {
    List<FolderText> texts = new ArrayList<>();
    time.ifPresent(folders -> texts.add(folders.texts(batch)));
    for (int column : columns) {
      texts.add(valueFolders(fields.get(column), batch.column(column).vector()));
    }
    return texts;
  }

  private static FolderText valueFolders(Field field, FieldVector vector) {
    ValueText text = ValueText.of(field, vector);
    var value = new StringBuilder();
    return (path, row) -> {
      value.setLength(0);
      if (!vector.isNull(row)) {
        text.append(value, row);
      }
      FolderName.append(path, field.getName(), value.toString());
    };
  }
}
