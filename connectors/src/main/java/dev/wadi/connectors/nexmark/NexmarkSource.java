package dev.wadi.connectors.nexmark;

import dev.wadi.connectors.generator.Pace;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// One split per subtask; its id is `split/splits`, its position the next row.
///
/// @param entity whose table this is, or empty for all events
/// @param eventsPerSecond of all kinds and splits together, infinity for as fast as possible
/// @param events how many there are of all kinds together
/// @param showsEnd whether a query may rely on it that the events end
record NexmarkSource(
    Schema schema,
    Optional<Entity> entity,
    Model model,
    double eventsPerSecond,
    long events,
    boolean showsEnd)
    implements Source {
  @Override
  public boolean bounded() {
    return showsEnd && events != Long.MAX_VALUE;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public List<Split> splits(int parallelism) {
    return IntStream.range(0, parallelism)
        .mapToObj(split -> new Split(split + "/" + parallelism, ""))
        .toList();
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    String[] id = split.id().split("/");
    long start = split.position().isEmpty() ? 0 : Long.parseLong(split.position());
    long splits = Long.parseLong(id[1]);
    long perEpoch = entity.map(Entity::perEpoch).orElse(Model.EVENTS_PER_EPOCH);
    var numbers =
        new EventNumbers(
            Long.parseLong(id[0]), splits, entity.map(Entity::firstOffset).orElse(0L), perEpoch);
    double rowsPerSecond = eventsPerSecond * perEpoch / Model.EVENTS_PER_EPOCH / splits;
    var pace = new Pace(rowsPerSecond, context.maxWaitMillis(), System::nanoTime, start);
    List<Field> columns = context.columns().stream().map(schema.getFields()::get).toList();
    return new NexmarkReader(
        columns, makers(columns), numbers, numbers.rows(events), start, pace, context);
  }

  private List<ColumnMaker> makers(List<Field> columns) {
    return columns.stream().map(this::maker).toList();
  }

  private ColumnMaker maker(Field column) {
    if (entity.isPresent()) {
      return EntityColumns.of(entity.get(), model).column(column.getName());
    }
    if (column.getName().equals("date_time")) {
      return (NexmarkColumn.Millis) model::millis;
    }
    Entity kind = Entity.valueOf(column.getName().toUpperCase(Locale.ROOT));
    return new StructColumn(column, kind, EntityColumns.of(kind, model));
  }
}
