package dev.wadi.engine.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a test feeds into its tables, in order, and how much of it has been released so far.
/// Thread-safe.
public final class Script {
  private final List<Feed> feeds = new ArrayList<>();
  private final Map<String, List<List<String>>> asked = new HashMap<>();
  private int released;
  private boolean ended;

  /// Rows that arrive together at one table.
  ///
  /// @param rows in the notation of {@link BatchText}
  public record Feed(String table, List<String> rows) {
    public Feed {
      rows = List.copyOf(rows);
    }
  }

  /// Forgets everything and takes these feeds, none of them released.
  public synchronized void replace(List<Feed> newFeeds) {
    feeds.clear();
    asked.clear();
    feeds.addAll(newFeeds);
    released = 0;
    ended = false;
  }

  /// One more feed, released or not as the others behind the gate.
  public synchronized Script feed(String table, String... rows) {
    feeds.add(new Feed(table, List.of(rows)));
    return this;
  }

  /// Lets the next feed pass. The tables that get no more after it go on to their end with the next
  /// release, so that each feed can be followed by a snapshot of a table that has not ended.
  ///
  /// @return false if there was none left
  public synchronized boolean releaseNext() {
    if (released == feeds.size()) {
      return false;
    }
    released++;
    return true;
  }

  /// Lets everything pass; all tables end.
  public synchronized Script releaseAll() {
    released = feeds.size();
    ended = true;
    return this;
  }

  /// A table's feeds that have been released.
  synchronized List<Feed> released(String table) {
    return feeds.subList(0, released).stream().filter(f -> f.table().equals(table)).toList();
  }

  /// Whether a table has no more rows than those released.
  synchronized boolean ended(String table) {
    return ended
        || released > 0
            && feeds.subList(released - 1, feeds.size()).stream()
                .noneMatch(f -> f.table().equals(table));
  }

  /// A table's feeds, released or not.
  synchronized List<Feed> all(String table) {
    return feeds.stream().filter(f -> f.table().equals(table)).toList();
  }

  synchronized void noteAsked(String table, List<String> keys) {
    asked.computeIfAbsent(table, _ -> new ArrayList<>()).add(keys);
  }

  /// The keys that a table was looked up by: a list for each call.
  public synchronized List<List<String>> asked(String table) {
    return List.copyOf(asked.getOrDefault(table, List.of()));
  }
}
