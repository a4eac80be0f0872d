package dev.wadi.connectors.nexmark;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The columns of bids.
final class BidColumns implements EntityColumns {
  private static final int EXTRA_MIN = 54;
  private static final int EXTRA_SPREAD = 28;

  private final Model model;
  private final long auctions;
  private final long bidders;
  private final long prices;
  private final long channels;
  private final long extras;

  BidColumns(Model model) {
    this.model = model;
    this.auctions = Draw.stream(model.seed(), "bid.auction");
    this.bidders = Draw.stream(model.seed(), "bid.bidder");
    this.prices = Draw.stream(model.seed(), "bid.price");
    this.channels = Draw.stream(model.seed(), "bid.channel");
    this.extras = Draw.stream(model.seed(), "bid.extra");
  }

  @Override
  public NexmarkColumn column(String name) {
    return switch (name) {
      case "auction" -> (NexmarkColumn.Longs) this::fillAuction;
      case "bidder" -> (NexmarkColumn.Longs) this::fillBidder;
      case "price" -> (NexmarkColumn.Longs) this::fillPrice;
      case "channel" ->
          new NexmarkColumn.Texts(
              Channels.NAME_MAX_BYTES, (out, event) -> Channels.name(out, channel(event)));
      case "url" ->
          new NexmarkColumn.Texts(
              Channels.URL_MAX_BYTES, (out, event) -> Channels.url(out, channel(event)));
      case "date_time", "datetime" -> (NexmarkColumn.Millis) model::millis;
      case "extra" -> new NexmarkColumn.Texts(EXTRA_MIN + EXTRA_SPREAD, this::extra);
      default -> throw new IllegalStateException("no such column: " + name);
    };
  }

  private void fillAuction(MemorySegment data, long[] events, int rows) {
    for (int i = 0; i < rows; i++) {
      long event = events[i];
      // All auctions of its epoch come before a bid.
      long lastAuction =
          Model.lastPerson(event) * Model.AUCTIONS_PER_EPOCH + Model.AUCTIONS_PER_EPOCH - 1;
      long auction = Model.biddenAuction(lastAuction, Draw.bits(auctions, event));
      data.setAtIndex(ValueLayout.JAVA_LONG, i, auction);
    }
  }

  private void fillBidder(MemorySegment data, long[] events, int rows) {
    for (int i = 0; i < rows; i++) {
      long event = events[i];
      long bidder = Model.bidder(Model.lastPerson(event), Draw.bits(bidders, event));
      data.setAtIndex(ValueLayout.JAVA_LONG, i, bidder);
    }
  }

  private void fillPrice(MemorySegment data, long[] events, int rows) {
    for (int i = 0; i < rows; i++) {
      long price = Model.price(Draw.bits(prices, events[i]));
      data.setAtIndex(ValueLayout.JAVA_LONG, i, price);
    }
  }

  private int channel(long event) {
    return Channels.pick(Draw.bits(channels, event));
  }

  private void extra(TextWriter out, long event) {
    long bits = Draw.bits(extras, event);
    out.letters(bits, EXTRA_MIN + (int) Draw.below(bits, EXTRA_SPREAD));
  }
}
