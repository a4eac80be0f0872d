package dev.wadi.sdk.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Logs of a {@link TestHttpServer}: what is posted to one is appended, a line for each event,
/// unless its key is known. In one named `given/N` that many events have happened before. Asked
/// with `after=N&limit=M` it answers the events from N + 1 on, each with its number and a tab
/// before it. Thread-safe.
public final class EventLogs {
  private static final Pattern QUESTION = Pattern.compile("after=(\\d+)&limit=(\\d+)");

  private static final String GIVEN = "given/";

  private record Log(List<String> lines, List<String> keys) {}

  private final Map<String, Log> logs = new HashMap<>();

  private Log log(String name) {
    return logs.computeIfAbsent(
        name, _ -> new Log(new ArrayList<>(given(name)), new ArrayList<>()));
  }

  private static List<String> given(String name) {
    int count = name.startsWith(GIVEN) ? Integer.parseInt(name.substring(GIVEN.length())) : 0;
    return IntStream.rangeClosed(1, count).mapToObj("event %d"::formatted).toList();
  }

  synchronized void add(String name, String key, String body) {
    Log log = log(name);
    if (!log.keys().contains(key)) {
      body.lines().forEach(log.lines()::add);
    }
    log.keys().add(key);
  }

  synchronized String after(String name, String question) {
    Matcher matcher = QUESTION.matcher(question);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(question);
    }
    List<String> lines = log(name).lines();
    int from = Integer.parseInt(matcher.group(1));
    int to = Math.min(lines.size(), from + Integer.parseInt(matcher.group(2)));
    return IntStream.range(from, to)
        .mapToObj(i -> "%d\t%s\n".formatted(i + 1, lines.get(i)))
        .collect(Collectors.joining());
  }

  /// Appends an event.
  public synchronized void add(String name, String event) {
    log(name).lines().add(event);
  }

  /// The events so far.
  public synchronized List<String> lines(String name) {
    return List.copyOf(log(name).lines());
  }

  /// The key of each request, also of those that came again.
  public synchronized List<String> keys(String name) {
    return List.copyOf(log(name).keys());
  }
}
