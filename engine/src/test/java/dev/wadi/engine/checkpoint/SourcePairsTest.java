package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.dataflow.StateLayout.Part;
import dev.wadi.engine.dataflow.StateLayout.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcePairsTest {
  private static Part source(int stage, String table, String... readers) {
    return new Part(null, table, List.of(Place.ofSource(stage)), Set.of(readers));
  }

  private static void assertClear(SourcePairs pairs) {
    assertThat(pairs.gone()).isEmpty();
    assertThat(pairs.unclear()).isEmpty();
  }

  @Test
  void whatReadsTheSameGoesOnInOrder() {
    List<Part> from = List.of(source(0, "t", "join"), source(1, "t", "join"));
    List<Part> to = List.of(source(2, "t", "join"), source(4, "t", "join"));
    SourcePairs pairs = SourcePairs.of(from, to);
    assertClear(pairs);
    assertThat(pairs.pairs()).isEqualTo(Map.of(to.get(0), from.get(0), to.get(1), from.get(1)));
  }

  @Test
  void aReaderGoesOnWhereItWasWhereverItsSourceIs() {
    Part a = source(0, "t", "a");
    Part b = source(1, "t", "b");
    Part newB = source(0, "t", "b");
    Part newA = source(1, "t", "a");
    SourcePairs pairs = SourcePairs.of(List.of(a, b), List.of(newB, newA));
    assertClear(pairs);
    assertThat(pairs.pairs()).isEqualTo(Map.of(newB, b, newA, a));
  }

  @Test
  void aNewReaderGoesOnWhereTheTableWas() {
    Part old = source(0, "t", "sink 0");
    Part same = source(0, "t", "sink 0");
    Part other = source(1, "t", "sink 1");
    SourcePairs pairs = SourcePairs.of(List.of(old), List.of(same, other));
    assertClear(pairs);
    assertThat(pairs.pairs()).isEqualTo(Map.of(same, old, other, old));
  }

  @Test
  void aTableThatWasNotReadBegins() {
    Part old = source(0, "t", "sink 0");
    SourcePairs pairs = SourcePairs.of(List.of(old), List.of(old, source(1, "u", "sink 1")));
    assertClear(pairs);
    assertThat(pairs.pairs()).isEqualTo(Map.of(old, old));
  }

  @Test
  void nobodyWhoWasThereGetsANewTable() {
    Part old = source(0, "t", "sink 0");
    Part other = source(1, "u", "sink 0");
    assertThat(SourcePairs.of(List.of(old), List.of(old, other)).unclear()).containsExactly(other);
  }

  @Test
  void whatWasReadInTwoPlacesIsNotReadInOne() {
    List<Part> from = List.of(source(0, "t", "a"), source(1, "t", "b"));
    Part to = source(0, "t", "a", "b");
    SourcePairs pairs = SourcePairs.of(from, List.of(to));
    assertThat(pairs.unclear()).containsExactly(to);
    assertThat(pairs.gone()).isEqualTo(from);
  }

  @Test
  void aTableThatIsReadNoMoreIsGone() {
    Part old = source(0, "t", "a");
    assertThat(SourcePairs.of(List.of(old), List.of()).gone()).containsExactly(old);
  }
}
