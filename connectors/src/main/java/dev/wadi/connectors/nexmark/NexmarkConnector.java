package dev.wadi.connectors.nexmark;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.DeclaredColumns;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// `nexmark`: the events of an auction site.
public final class NexmarkConnector implements CanRead, HasSchema {
  private static final double DEFAULT_EVENTS_PER_SECOND = 10_000;

  private static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "event_rate",
                  "events per second of all subtasks and of event time; when absent, as fast as"
                      + " possible, with 10,000 events to a second of event time")
              .taking(OptionValues.NUMBER),
          Option.optional("events", "how many events there are; without end when absent")
              .taking(OptionValues.INTEGER),
          Option.optional("runtime", "the same in seconds of event time")
              .taking(OptionValues.NUMBER),
          Option.optional(
                  "bounded",
                  "false: queries are run as over a stream that never ends, though it does after so"
                      + " many events")
              .taking(OptionValues.FLAG),
          Option.optional("seed", "a number on which all values depend; 0 when absent")
              .taking(OptionValues.INTEGER.otherwise("0")),
          Option.optional(
                  "table",
                  "'bid', 'auction' or 'person': only these events, as flat columns; when absent,"
                      + " all events with a struct column for each kind")
              .taking(OptionValues.oneOf(Entity.class)),
          Direction.OPTION);

  @Override
  public String name() {
    return "nexmark";
  }

  @Override
  public String description() {
    return "The Nexmark benchmark's auction site: persons, auctions and bids";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public Optional<Schema> schema(Map<String, String> options) {
    Map<String, String> decisive = new HashMap<>(options);
    decisive.keySet().retainAll(Set.of("table"));
    var table = new TableDefinition(name(), name(), new Schema(List.of()), decisive);
    return Optional.of(schema(entity(Options.of(table, OPTIONS))));
  }

  private static Optional<Entity> entity(Options options) {
    return options.choice("table", Entity.class);
  }

  private static Schema schema(Optional<Entity> entity) {
    return entity.map(Entity::schema).orElseGet(Entity::eventsSchema);
  }

  @Override
  public Optional<String> eventTimeColumn() {
    return Optional.of("date_time");
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SOURCE.check(options);
    Optional<Entity> entity = entity(options);
    DeclaredColumns.check(table, schema(entity), NexmarkConnector::fits);
    OptionalDouble rate = options.positive("event_rate");
    double eventsPerSecond = rate.orElse(DEFAULT_EVENTS_PER_SECOND);
    return new NexmarkSource(
        table.schema(),
        entity,
        new Model(options.integer("seed", Long.MIN_VALUE).orElse(0), eventsPerSecond),
        rate.orElse(Double.POSITIVE_INFINITY),
        events(options, eventsPerSecond),
        options.flag("bounded", true));
  }

  // Any precision of a timestamp will do.
  private static boolean fits(Field declared, Field own) {
    boolean sameType =
        own.getType() instanceof ArrowType.Timestamp
            ? declared.getType() instanceof ArrowType.Timestamp
            : declared.getType().equals(own.getType());
    List<Field> parts = own.getChildren();
    List<Field> declaredParts = declared.getChildren();
    boolean same = sameType && declaredParts.size() == parts.size();
    for (int i = 0; same && i < parts.size(); i++) {
      same =
          declaredParts.get(i).getName().equals(parts.get(i).getName())
              && fits(declaredParts.get(i), parts.get(i));
    }
    return same;
  }

  private static long events(Options options, double eventsPerSecond) {
    long events = options.integer("events", 0).orElse(Long.MAX_VALUE);
    OptionalDouble seconds = options.positive("runtime");
    return seconds.isPresent()
        ? Math.min(events, (long) (seconds.getAsDouble() * eventsPerSecond))
        : events;
  }
}
