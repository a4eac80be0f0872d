package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.InstantType;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.batch.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The columns of a table that a part takes: of each type that there is, alone and together.
///
/// @param columns that it takes together; none if it takes none
/// @param refused that it does not take
/// @param reason why it refuses the first of those
record ColumnsTried(List<Field> columns, List<Field> refused, Optional<String> reason) {
  private static final List<Field> ALL =
      List.of(
          column("boolean", ArrowType.Bool.INSTANCE),
          column("smallint", new ArrowType.Int(16, true)),
          column("int", new ArrowType.Int(32, true)),
          column("bigint", new ArrowType.Int(64, true)),
          column("unsigned", new ArrowType.Int(64, false)),
          column("float", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
          column("double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
          column("decimal", new ArrowType.Decimal(20, 4, 128)),
          column("text", ArrowType.Utf8.INSTANCE),
          column("bytea", ArrowType.Binary.INSTANCE),
          column("date", new ArrowType.Date(DateUnit.DAY)),
          column("time", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
          column("timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
          column("nanos", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)),
          new Field("c_instant", InstantType.of(true), null),
          column("interval", new ArrowType.Duration(TimeUnit.MICROSECOND)),
          column("months", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
          new Field("c_json", JsonType.of(true), null),
          nested("list", ArrowType.List.INSTANCE, Field.nullable("item", ArrowType.Utf8.INSTANCE)),
          nested(
              "struct",
              ArrowType.Struct.INSTANCE,
              Field.nullable("a", new ArrowType.Int(64, true)),
              Field.nullable("b", ArrowType.Utf8.INSTANCE)));

  ColumnsTried {
    columns = List.copyOf(columns);
    refused = List.copyOf(refused);
  }

  private static Field column(String type, ArrowType arrowType) {
    return Field.nullable("c_" + type, arrowType);
  }

  private static Field nested(String type, ArrowType arrowType, Field... children) {
    return new Field("c_" + type, FieldType.nullable(arrowType), List.of(children));
  }

  /// @param refusal says why a table with these columns is refused; nothing if it is not
  static ColumnsTried by(Function<List<Field>, Optional<String>> refusal) {
    List<Field> taken = new ArrayList<>();
    List<Field> refused = new ArrayList<>();
    Optional<String> reason = Optional.empty();
    for (Field column : ALL) {
      Optional<String> problem = refusal.apply(List.of(column));
      (problem.isEmpty() ? taken : refused).add(column);
      reason = reason.or(() -> problem);
    }
    if (taken.size() > 1) {
      Optional<String> together = refusal.apply(taken);
      if (together.isPresent()) {
        return new ColumnsTried(taken.subList(0, 1), refused, together);
      }
    }
    return new ColumnsTried(taken, refused, reason);
  }

  /// Columns that are the part's own.
  static ColumnsTried of(List<Field> own, Optional<String> refusal) {
    return new ColumnsTried(refusal.isEmpty() ? own : List.of(), List.of(), refusal);
  }

  Finding finding() {
    if (columns.isEmpty()) {
      String text = "needs other columns, or options that --option gives: %s";
      return Finding.notExercised("columns", text.formatted(reason.orElse("")));
    }
    String taken = columns.size() == ALL.size() ? "of all types" : types(columns);
    return Finding.passed(
        "columns", taken + (refused.isEmpty() ? "" : "; refused: " + types(refused)));
  }

  private static String types(List<Field> fields) {
    return fields.stream().map(SqlType::of).collect(Collectors.joining(", "));
  }
}
