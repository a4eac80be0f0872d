package dev.wadi.engine.dataflow;

import dev.wadi.sdk.function.PluginMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the plugins measure that the subtasks of a stage use. Thread-safe.
public final class PluginFigures implements PluginMetrics {
  private final Map<String, Map<String, Distribution>> byPlugin = new TreeMap<>();

  /// @param kind `counter` or `histogram`
  /// @param count how many values there were
  /// @param median, p99 at most that much too large: values are told apart by powers of two
  public record Figure(
      String plugin,
      String name,
      Kind kind,
      long count,
      double sum,
      double least,
      double most,
      double median,
      double p99) {
    private boolean isSame(Figure other) {
      return plugin.equals(other.plugin) && name.equals(other.name) && kind == other.kind;
    }

    // Of the quantiles, what at least as many values of both are below.
    private Figure plus(Figure other) {
      return new Figure(
          plugin,
          name,
          kind,
          count + other.count,
          sum + other.sum,
          Math.min(least, other.least),
          Math.max(most, other.most),
          Math.max(median, other.median),
          Math.max(p99, other.p99));
    }
  }

  private static final class Distribution {
    private static final int SMALLEST = -64;
    private static final int LARGEST = 63;

    private final Kind kind;
    // The first is for what is not positive.
    private final long[] byPowerOfTwo = new long[LARGEST - SMALLEST + 2];
    private long count;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    private Distribution(Kind kind) {
      this.kind = kind;
    }

    private void add(double value) {
      count++;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
      int power = Math.clamp(Math.getExponent(value), SMALLEST, LARGEST);
      byPowerOfTwo[value > 0 ? power - SMALLEST + 1 : 0]++;
    }

    private double quantile(double part) {
      long before = 0;
      int place = 0;
      while (before + byPowerOfTwo[place] < part * count) {
        before += byPowerOfTwo[place++];
      }
      double bound = place == 0 ? 0 : Math.scalb(1.0, place + SMALLEST);
      return Math.clamp(bound, least, most);
    }

    private Figure figure(String plugin, String name) {
      return new Figure(plugin, name, kind, count, sum, least, most, quantile(0.5), quantile(0.99));
    }
  }

  @Override
  public synchronized boolean add(String plugin, Kind kind, String name, double value) {
    Map<String, Distribution> figures = byPlugin.computeIfAbsent(plugin, _ -> new TreeMap<>());
    Distribution figure = figures.get(name);
    if (figure == null && figures.size() < NAMES_MAX) {
      figure = new Distribution(kind);
      figures.put(name, figure);
    }
    if (figure == null || figure.kind != kind) {
      return false;
    }
    figure.add(value);
    return true;
  }

  /// What was measured on two members. Quantiles become upper bounds: the greater of the two.
  public static List<Figure> together(List<Figure> some, List<Figure> others) {
    List<Figure> all = new ArrayList<>(some);
    for (Figure other : others) {
      int same = 0;
      while (same < all.size() && !all.get(same).isSame(other)) {
        same++;
      }
      if (same < all.size()) {
        all.set(same, all.get(same).plus(other));
      } else {
        all.add(other);
      }
    }
    return all;
  }

  /// All of them, by plugin and name.
  public synchronized List<Figure> all() {
    List<Figure> all = new ArrayList<>();
    byPlugin.forEach((plugin, figures) ->
        figures.forEach((name, figure) -> all.add(figure.figure(plugin, name))));
    return all;
  }
}
