package dev.wadi.connectors.nexmark;

/// Which events a split has: every `splits`-th epoch of 50 events, and of each epoch those of one
/// kind; so time advances alike in all splits.
///
/// @param split this split's number, from 0
/// @param splits how many there are
/// @param firstOffset the first event of an epoch that counts
/// @param perEpoch how many count from there on
record EventNumbers(long split, long splits, long firstOffset, long perEpoch) {
  /// The event at a row of the split.
  long event(long row) {
    long epoch = row / perEpoch;
    long offset = row - epoch * perEpoch;
    return (epoch * splits + split) * Model.EVENTS_PER_EPOCH + firstOffset + offset;
  }

  /// Fills in the events of consecutive rows.
  void fill(long[] events, long firstRow, int rows) {
    long offset = firstRow % perEpoch;
    long event = event(firstRow);
    long skip = splits * Model.EVENTS_PER_EPOCH - perEpoch;
    for (int i = 0; i < rows; i++) {
      events[i] = event++;
      if (++offset == perEpoch) {
        offset = 0;
        event += skip;
      }
    }
  }

  /// How many rows the split has if there are so many events in all.
  long rows(long allEvents) {
    long wholeEpochs = allEvents / Model.EVENTS_PER_EPOCH;
    long own = wholeEpochs / splits + (wholeEpochs % splits > split ? 1 : 0);
    long rest = allEvents % Model.EVENTS_PER_EPOCH - firstOffset;
    boolean hasRest = wholeEpochs % splits == split;
    return own * perEpoch + (hasRest ? Math.clamp(rest, 0, perEpoch) : 0);
  }
}
