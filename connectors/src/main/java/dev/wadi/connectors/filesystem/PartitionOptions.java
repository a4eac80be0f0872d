package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What a table says about the folders that it is written into.
final class PartitionOptions {
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
              "partitioning.fields",
              "columns by whose values rows go into folders, such as [country, city]:"
                  + " `country=NL/city=Delft`"),
          Option.optional(
              "partitioning.time_pattern",
              "folders by time, before those of columns, such as '%Y-%m-%d/%H'"),
          Option.optional(
              "partitioning.time_field",
              "the column with that time; the only TIMESTAMP column when absent"),
          Option.optional(
                  "partitioning.max_open_files",
                  "how many files a subtask writes at the same time: 64 (default); the oldest is"
                      + " finished for another")
              .taking(OptionValues.INTEGER.otherwise("64")),
          Option.optional(
                  "shuffle_by_partition.enabled",
                  "true: one subtask writes all rows of a folder, which makes fewer files; false"
                      + " (default): each writes its own")
              .taking(OptionValues.FLAG.otherwise("false")));

  private static final int DEFAULT_OPEN_FILES = 64;

  private final TableDefinition table;
  private final Options options;
  private final List<Field> fields;

  private PartitionOptions(TableDefinition table, Options options) {
    this.table = table;
    this.options = options;
    this.fields = table.schema().getFields();
  }

  /// @throws WadiException if the table cannot be written so
  static Partitioning of(TableDefinition table, Options options, FileFormat format) {
    return new PartitionOptions(table, options).checked(format);
  }

  private Partitioning checked(FileFormat format) {
    Optional<TimeFolders> time = time();
    List<Integer> columns = columns();
    boolean shuffled = options.flag("shuffle_by_partition.enabled", false);
    if (shuffled && columns.isEmpty()) {
      throw needed("shuffle_by_partition.enabled", "partitioning.fields");
    }
    if (time.isEmpty() && columns.isEmpty()) {
      refuse("partitioning.max_open_files");
      return Partitioning.none(table);
    }
    if (format.changelog()) {
      String option = time.isPresent() ? "partitioning.time_pattern" : "partitioning.fields";
      throw options.invalid(
          option, options.required(option), "none, for rows of this format change each other");
    }
    return new Partitioning(
        time,
        columns,
        fields,
        shuffled,
        (int)
            Math.min(
                10_000,
                options.integer("partitioning.max_open_files", 1).orElse(DEFAULT_OPEN_FILES)));
  }

  private List<Integer> columns() {
    String list = options.text("partitioning.fields").orElse("");
    List<Integer> columns = new ArrayList<>();
    for (String name : list.isBlank() ? new String[0] : list.split(",")) {
      int column = column("partitioning.fields", name.strip());
      if (columns.contains(column)) {
        throw options.invalid("partitioning.fields", list, "each column once");
      }
      requireText(fields.get(column));
      columns.add(column);
    }
    return columns;
  }

  // Other values have no text that is one and the same for equal ones.
  private void requireText(Field field) {
    switch (field.getType()) {
      case ArrowType.Utf8 _, ArrowType.Bool _, ArrowType.Int _, ArrowType.Decimal _ -> {}
      case ArrowType.Date _, ArrowType.Time _, ArrowType.Timestamp _ -> {}
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH,
                  "table '%s': rows cannot go into folders by column '%s' of type %s"
                      .formatted(table.name(), field.getName(), SqlType.of(field)))
              .withHint("use a column of texts, whole numbers, decimals, booleans or times");
    }
  }

  private Optional<TimeFolders> time() {
    String pattern = options.text("partitioning.time_pattern").orElse(null);
    if (pattern == null) {
      refuse("partitioning.time_field");
      return Optional.empty();
    }
    try {
      return Optional.of(new TimeFolders(TimePattern.parse(pattern), timeColumn()));
    } catch (IllegalArgumentException e) {
      throw options.invalid("partitioning.time_pattern", pattern, e.getMessage());
    }
  }

  private int timeColumn() {
    Optional<String> declared = options.text("partitioning.time_field");
    if (declared.isPresent()) {
      int column = column("partitioning.time_field", declared.get().strip());
      if (!isTime(column)) {
        throw options.invalid(
            "partitioning.time_field", declared.get(), "a column of type TIMESTAMP");
      }
      return column;
    }
    int[] times = IntStream.range(0, fields.size()).filter(this::isTime).toArray();
    if (times.length != 1) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION,
              "table '%s' has %s of type TIMESTAMP: 'partitioning.time_pattern' needs one"
                  .formatted(table.name(), times.length == 0 ? "no column" : "several columns"))
          .withHint("name the column of the time: 'partitioning.time_field' = '...'");
    }
    return times[0];
  }

  private boolean isTime(int column) {
    return fields.get(column).getType() instanceof ArrowType.Timestamp;
  }

  private int column(String option, String name) {
    List<String> names = fields.stream().map(Field::getName).toList();
    int column = names.indexOf(name);
    if (column < 0) {
      WadiException error = options.invalid(option, name, "a column of the table");
      throw Names.nearest(name, names)
          .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
          .orElse(error);
    }
    return column;
  }

  private void refuse(String option) {
    if (options.text(option).isPresent()) {
      throw needed(
          option,
          "partitioning.time_field".equals(option)
              ? "partitioning.time_pattern"
              : "partitioning.fields");
    }
  }

  private WadiException needed(String option, String other) {
    return new WadiException(
            ErrorCode.MISSING_OPTION,
            "table '%s': option '%s' needs '%s'".formatted(table.name(), option, other))
        .withHint("add it, or leave '%s' out".formatted(option));
  }
}
