package dev.wadi.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SplitGrowthTest {
  private static final long PAUSE_MILLIS = 100;

  private final List<Split> there = new ArrayList<>();
  private long nanos;
  private int closed;

  /// Its splits are numbers.
  private final class Numbers implements GrowingSource {
    @Override
    public boolean bounded() {
      return false;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return List.copyOf(there);
    }

    @Override
    public SplitReader open(Split split, ReadContext context) {
      throw new AssertionError("nobody reads here");
    }

    @Override
    public int owner(Split split, int parallelism) {
      return Integer.parseInt(split.id()) % parallelism;
    }

    @Override
    public SplitSearch search() {
      return new SplitSearch() {
        @Override
        public long pauseMillis() {
          return PAUSE_MILLIS;
        }

        @Override
        public List<Split> find() {
          return List.copyOf(there);
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }

  private static Split split(int number) {
    return new Split(Integer.toString(number), "start");
  }

  private static List<Split> look(SplitGrowth growth) {
    List<Split> found = new ArrayList<>();
    growth.look(found::add);
    return found;
  }

  @Test
  void aSubtaskFindsItsOwnNewSplits() {
    there.addAll(List.of(split(0), split(1), split(2), split(3)));
    List<SplitState> assigned = List.of(SplitState.start(new Split("1", "17")));
    var growth = new SplitGrowth(new Numbers(), assigned, 1, 2, () -> nanos);
    assertThat(look(growth)).containsExactly(split(3));
    there.add(split(5));
    assertThat(look(growth)).as("too early").isEmpty();
    nanos += TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    assertThat(look(growth)).containsExactly(split(5));
    growth.close();
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void nobodyHasSearchedYet() {
    new SplitGrowth(new Numbers(), List.of(), 0, 1, () -> nanos).close();
    assertThat(closed).isZero();
  }

  @Test
  void splitsAreWhoseTheSourceSays() {
    List<SplitState> all =
        List.of(split(3), split(0), split(2)).stream().map(SplitState::start).toList();
    assertThat(SplitAssignment.of(new Numbers(), all, 0, 2))
        .extracting(SplitState::split)
        .containsExactly(split(0), split(2));
    assertThat(SplitAssignment.of(new Numbers(), all, 1, 2))
        .extracting(SplitState::split)
        .containsExactly(split(3));
  }
}
