package dev.wadi.connectors.impulse;

import dev.wadi.connectors.option.Direction;
import dev.wadi.connectors.option.TimeSpan;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.DeclaredColumns;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// `impulse`: rows with a counter, the number of the subtask that made them, and a timestamp.
public final class ImpulseConnector implements CanRead, HasSchema {
  static final String COUNTER = "counter";
  static final String SUBTASK_INDEX = "subtask_index";
  static final String TIMESTAMP = "timestamp";

  private static final ArrowType BIGINT_UNSIGNED = new ArrowType.Int(64, false);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              column(COUNTER, BIGINT_UNSIGNED),
              column(SUBTASK_INDEX, BIGINT_UNSIGNED),
              column(TIMESTAMP, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))));

  private static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "event_rate", "rows per second of all subtasks; as fast as possible when absent")
              .taking(OptionValues.NUMBER),
          Option.optional(
              "event_time_interval",
              "how far 'timestamp' advances with each row of a subtask, from 1970 on, such as"
                  + " '1 second' or a number of nanoseconds; real time when absent"),
          Option.optional("message_count", "rows per subtask; without end when absent")
              .taking(OptionValues.INTEGER),
          Direction.OPTION);

  private static Field column(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  @Override
  public String name() {
    return "impulse";
  }

  @Override
  public String description() {
    return "Counts, at a given rate or as fast as possible";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public Optional<Schema> schema(Map<String, String> options) {
    return Optional.of(SCHEMA);
  }

  @Override
  public Optional<String> eventTimeColumn() {
    return Optional.of(TIMESTAMP);
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SOURCE.check(options);
    DeclaredColumns.check(table, SCHEMA, ImpulseConnector::fits);
    return new ImpulseSource(
        table.schema(),
        options.positive("event_rate").orElse(Double.POSITIVE_INFINITY),
        eventTimeNanos(options),
        options.integer("message_count", 0).orElse(Long.MAX_VALUE));
  }

  // A counter may as well be signed, for it never gets that far; a timestamp of any precision.
  private static boolean fits(Field declared, Field own) {
    return switch (own.getType()) {
      case ArrowType.Int _ ->
          declared.getType() instanceof ArrowType.Int type && type.getBitWidth() == 64;
      case ArrowType.Timestamp _ -> declared.getType() instanceof ArrowType.Timestamp;
      default -> throw new IllegalStateException("no such column: " + own);
    };
  }

  private static OptionalLong eventTimeNanos(Options options) {
    String name = "event_time_interval";
    String value = options.text(name).orElse("");
    boolean bareNumber = !value.isBlank() && value.strip().chars().allMatch(Character::isDigit);
    return bareNumber ? options.integer(name, 1) : TimeSpan.nanos(options, name);
  }
}
