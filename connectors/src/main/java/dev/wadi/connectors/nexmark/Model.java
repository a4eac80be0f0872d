package dev.wadi.connectors.nexmark;

/// The numbers behind the events: which persons and auctions there are at an event, when it
/// happens, what things cost.
///
/// @param seed changes all values, but neither the kinds of events nor their times
/// @param eventsPerSecond how many events make a second of event time
record Model(long seed, double eventsPerSecond) {
  static final long EVENTS_PER_EPOCH = 50;
  static final long AUCTIONS_PER_EPOCH = 3;
  static final long FIRST_ID = 1000;

  private static final long BASE_MILLIS = 1_436_918_400_000L; // 2015-07-15T00:00:00
  private static final long AUCTIONS_IN_FLIGHT = 100;
  private static final long PEOPLE_ACTIVE = 1000;
  // Ids that do not exist yet may be drawn too, so that joins have something to wait for.
  private static final long IDS_AHEAD = 10;
  private static final long HOT_GROUP = 100;

  private static final int PRICE_STEPS = 4096;
  private static final long[] PRICES = prices();

  // From 100 cents to 100 million, all orders of magnitude alike; from StrictMath, because prices
  // must not depend on the machine.
  private static long[] prices() {
    long[] prices = new long[PRICE_STEPS + 1];
    for (int i = 0; i <= PRICE_STEPS; i++) {
      prices[i] = Math.round(StrictMath.pow(10, 6.0 * i / PRICE_STEPS) * 100);
    }
    return prices;
  }

  static long price(long bits) {
    int step = (int) (bits >>> 52);
    long within = (bits >>> 40) & (PRICE_STEPS - 1);
    return (PRICES[step] * (PRICE_STEPS - within) + PRICES[step + 1] * within) / PRICE_STEPS;
  }

  /// The newest person at an event, counted from 0.
  static long lastPerson(long event) {
    return event / EVENTS_PER_EPOCH;
  }

  /// The newest auction at an event, counted from 0.
  static long lastAuction(long event) {
    long epoch = event / EVENTS_PER_EPOCH;
    long offset = event - epoch * EVENTS_PER_EPOCH;
    return epoch * AUCTIONS_PER_EPOCH + Math.min(offset, AUCTIONS_PER_EPOCH) - 1;
  }

  /// Half of the bids go to one hot auction per hundred, the others to any that is still open.
  static long biddenAuction(long lastAuction, long bits) {
    if ((bits & 1) != 0) {
      return lastAuction / HOT_GROUP * HOT_GROUP + FIRST_ID;
    }
    long oldest = Math.max(lastAuction - AUCTIONS_IN_FLIGHT, 0);
    return oldest + Draw.below(bits, lastAuction - oldest + 1 + IDS_AHEAD) + FIRST_ID;
  }

  /// Three of four bids come from one hot bidder per hundred persons.
  static long bidder(long lastPerson, long bits) {
    return (bits & 3) != 0
        ? lastPerson / HOT_GROUP * HOT_GROUP + 1 + FIRST_ID
        : anyPerson(lastPerson, bits);
  }

  /// Three of four auctions are opened by one hot seller per hundred persons.
  static long seller(long lastPerson, long bits) {
    return (bits & 3) != 0
        ? lastPerson / HOT_GROUP * HOT_GROUP + FIRST_ID
        : anyPerson(lastPerson, bits);
  }

  private static long anyPerson(long lastPerson, long bits) {
    long people = lastPerson + 1;
    long active = Math.min(people, PEOPLE_ACTIVE);
    return people - active + Draw.below(bits, active + IDS_AHEAD) + FIRST_ID;
  }

  /// When an event happens, in milliseconds since 1970.
  long millis(long event) {
    return BASE_MILLIS + (long) (event * (1000 / eventsPerSecond));
  }

  /// When an auction closes: on average when as many have been opened after it as are in flight.
  long expiresMillis(long event, long bits) {
    long eventsInFlight = AUCTIONS_IN_FLIGHT * EVENTS_PER_EPOCH / AUCTIONS_PER_EPOCH;
    long opened = millis(event);
    long horizon = millis(event + eventsInFlight) - opened;
    return opened + 1 + Draw.below(bits, Math.max(horizon * 2, 1));
  }
}
