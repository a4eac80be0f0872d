package dev.wadi.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.PluginMetrics.Kind;
import org.junit.jupiter.api.Test;

class PluginFiguresTest {
  private final PluginFigures figures = new PluginFigures();

  @Test
  void valuesAddUp() {
    for (double value : new double[] {1, 2, 3, 100}) {
      assertThat(figures.add("p", Kind.HISTOGRAM, "size", value)).isTrue();
    }
    figures.add("a", Kind.COUNTER, "rows", 5);
    figures.add("a", Kind.COUNTER, "rows", 2.5);
    assertThat(figures.all())
        .containsExactly(
            new PluginFigures.Figure("a", "rows", Kind.COUNTER, 2, 7.5, 2.5, 5, 4, 5),
            new PluginFigures.Figure("p", "size", Kind.HISTOGRAM, 4, 106, 1, 100, 4, 100));
  }

  @Test
  void valuesThatAreNotPositiveCount() {
    figures.add("p", Kind.HISTOGRAM, "x", -3);
    figures.add("p", Kind.HISTOGRAM, "x", 0);
    figures.add("p", Kind.HISTOGRAM, "x", Double.MIN_VALUE);
    figures.add("p", Kind.HISTOGRAM, "x", Double.MAX_VALUE);
    assertThat(figures.all().getFirst().count()).isEqualTo(4);
    assertThat(figures.all().getFirst().median()).isZero();
  }

  @Test
  void aNameIsOfOneKind() {
    figures.add("p", Kind.COUNTER, "rows", 1);
    assertThat(figures.add("p", Kind.HISTOGRAM, "rows", 1)).isFalse();
    assertThat(figures.add("q", Kind.HISTOGRAM, "rows", 1)).isTrue();
  }

  @Test
  void aPluginHasSoManyNames() {
    for (int i = 0; i < PluginMetrics.NAMES_MAX; i++) {
      assertThat(figures.add("p", Kind.COUNTER, "rows" + i, 1)).isTrue();
    }
    assertThat(figures.add("p", Kind.COUNTER, "more", 1)).isFalse();
    assertThat(figures.add("p", Kind.COUNTER, "rows0", 1)).isTrue();
    assertThat(figures.add("q", Kind.COUNTER, "more", 1)).isTrue();
  }
}
