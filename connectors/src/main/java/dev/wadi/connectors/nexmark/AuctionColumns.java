package dev.wadi.connectors.nexmark;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongUnaryOperator;

/// The columns of auctions.
final class AuctionColumns implements EntityColumns {
  private static final long FIRST_CATEGORY = 10;
  private static final long CATEGORIES = 5;
  private static final int NAME_MAX = 20;
  private static final int DESCRIPTION_MAX = 100;
  private static final int TEXT_MIN = 3;
  private static final int EXTRA_MIN = 312;
  private static final int EXTRA_SPREAD = 156;

  private final Model model;
  private final long initialBids;
  private final long reserves;

  AuctionColumns(Model model) {
    this.model = model;
    this.initialBids = stream("initial_bid");
    this.reserves = stream("reserve");
  }

  private long stream(String column) {
    return Draw.stream(model.seed(), "auction." + column);
  }

  @Override
  public NexmarkColumn column(String name) {
    long stream = stream(name);
    return switch (name) {
      case "id" -> longs(event -> Model.lastAuction(event) + Model.FIRST_ID);
      case "item_name" -> text(stream, TEXT_MIN, NAME_MAX - TEXT_MIN);
      case "description" -> text(stream, TEXT_MIN, DESCRIPTION_MAX - TEXT_MIN);
      case "initial_bid" -> longs(this::initialBid);
      case "reserve" -> longs(event -> initialBid(event) + Model.price(Draw.bits(reserves, event)));
      case "date_time", "datetime" -> (NexmarkColumn.Millis) model::millis;
      case "expires" ->
          (NexmarkColumn.Millis) event -> model.expiresMillis(event, Draw.bits(stream, event));
      case "seller" ->
          longs(event -> Model.seller(Model.lastPerson(event), Draw.bits(stream, event)));
      case "category" ->
          longs(event -> FIRST_CATEGORY + Draw.below(Draw.bits(stream, event), CATEGORIES));
      case "extra" -> text(stream, EXTRA_MIN, EXTRA_SPREAD);
      default -> throw new IllegalStateException("no such column: " + name);
    };
  }

  private long initialBid(long event) {
    return Model.price(Draw.bits(initialBids, event));
  }

  // Auctions are 6 % of the events: one loop for all columns is fast enough.
  private static NexmarkColumn.Longs longs(LongUnaryOperator value) {
    return (MemorySegment data, long[] events, int rows) -> {
      for (int i = 0; i < rows; i++) {
        data.setAtIndex(ValueLayout.JAVA_LONG, i, value.applyAsLong(events[i]));
      }
    };
  }

  private static NexmarkColumn.Texts text(long stream, int minLength, int spread) {
    return new NexmarkColumn.Texts(
        minLength + spread,
        (out, event) -> {
          long bits = Draw.bits(stream, event);
          out.letters(bits, minLength + (int) Draw.below(bits, spread));
        });
  }
}
