package dev.wadi.connectors.nexmark;

/// The columns of one kind of events.
sealed interface EntityColumns permits AuctionColumns, BidColumns, PersonColumns {
  /// @throws IllegalStateException if there is no such column
  NexmarkColumn column(String name);

  static EntityColumns of(Entity entity, Model model) {
    return switch (entity) {
      case PERSON -> new PersonColumns(model);
      case AUCTION -> new AuctionColumns(model);
      case BID -> new BidColumns(model);
    };
  }
}
