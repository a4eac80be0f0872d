package dev.wadi.connectors.nexmark;

import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// A kind of events: where it stands in an epoch, and what its columns are.
enum Entity {
  PERSON(0, 1),
  AUCTION(1, 3),
  BID(4, 46);

  private static final ArrowType BIGINT = new ArrowType.Int(64, true);
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final ArrowType TIMESTAMP = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);

  private final long firstOffset;
  private final long perEpoch;

  Entity(long firstOffset, long perEpoch) {
    this.firstOffset = firstOffset;
    this.perEpoch = perEpoch;
  }

  long firstOffset() {
    return firstOffset;
  }

  long perEpoch() {
    return perEpoch;
  }

  /// The flat columns of the entity's table.
  Schema schema() {
    return new Schema(fields("date_time"));
  }

  /// The columns of a table of all events: a struct per kind, of which one is not null, and the
  /// time of the event. The structs' own times are named as in Arroyo.
  static Schema eventsSchema() {
    return new Schema(
        List.of(
            struct("person", PERSON),
            struct("auction", AUCTION),
            struct("bid", BID),
            field("date_time", TIMESTAMP)));
  }

  private static Field struct(String name, Entity entity) {
    return new Field(
        name, FieldType.nullable(ArrowType.Struct.INSTANCE), entity.fields("datetime"));
  }

  private List<Field> fields(String time) {
    return switch (this) {
      case PERSON ->
          List.of(
              field("id", BIGINT),
              field("name", TEXT),
              field("email_address", TEXT),
              field("credit_card", TEXT),
              field("city", TEXT),
              field("state", TEXT),
              field(time, TIMESTAMP),
              field("extra", TEXT));
      case AUCTION ->
          List.of(
              field("id", BIGINT),
              field("item_name", TEXT),
              field("description", TEXT),
              field("initial_bid", BIGINT),
              field("reserve", BIGINT),
              field(time, TIMESTAMP),
              field("expires", TIMESTAMP),
              field("seller", BIGINT),
              field("category", BIGINT),
              field("extra", TEXT));
      case BID ->
          List.of(
              field("auction", BIGINT),
              field("bidder", BIGINT),
              field("price", BIGINT),
              field("channel", TEXT),
              field("url", TEXT),
              field(time, TIMESTAMP),
              field("extra", TEXT));
    };
  }

  private static Field field(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }
}
