package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.PartitionTable;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int PARTITIONS = 271;

  @Test
  void eachSubtaskHasOneProcessor() {
    for (int members = 1; members <= 9; members++) {
      for (int parallelism = 1; parallelism <= 40; parallelism++) {
        assertEachHasOne(new Placement(members), parallelism);
      }
    }
  }

  private static void assertEachHasOne(Placement placement, int parallelism) {
    int processors = placement.localParallelism(parallelism);
    Set<Integer> subtasks = new HashSet<>();
    for (int member = 0; member < placement.members(); member++) {
      var seat = new Seat(placement, member);
      for (int index = 0; index < processors; index++) {
        if (seat.isTaken(index, parallelism)) {
          int subtask = seat.subtask(index);
          assertThat(subtasks.add(subtask)).isTrue();
          assertThat(placement.memberOf(subtask)).isEqualTo(member);
          assertThat(placement.indexOf(subtask)).isEqualTo(index);
        }
      }
    }
    assertThat(subtasks)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, parallelism).boxed().toList());
    assertThat(new Seat(placement, 0).isTaken(0, 1)).isTrue();
    assertThat(new Seat(placement, placement.members()).isTaken(0, parallelism)).isFalse();
  }

  @Test
  void membersHaveAlmostTheSameNumberOfSubtasks() {
    for (int members = 1; members <= 9; members++) {
      var placement = new Placement(members);
      for (int parallelism = 1; parallelism <= 40; parallelism++) {
        int[] counts = new int[members];
        IntStream.range(0, parallelism).forEach(subtask -> counts[placement.memberOf(subtask)]++);
        int most = IntStream.of(counts).max().orElseThrow();
        assertThat(most).isEqualTo(placement.localParallelism(parallelism));
        assertThat(IntStream.of(counts).min().orElseThrow()).isGreaterThanOrEqualTo(most - 1);
      }
    }
  }

  @Test
  void whoOwnsAKeyDoesNotDependOnTheMembers() {
    var random = new Random(1);
    for (int parallelism = 1; parallelism <= 40; parallelism++) {
      var table = PartitionTable.roundRobin(PARTITIONS, parallelism);
      for (int i = 0; i < 100; i++) {
        int partition = table.partitionOf(random.nextLong());
        int owner = table.subtaskOf(partition);
        assertThat(owner).isEqualTo(partition % parallelism);
        assertThat(table.subtaskOf(table.anyPartitionOf(owner))).isEqualTo(owner);
      }
    }
  }

  @Test
  void rowsThatAnyMayTakeStayOnTheirMember() {
    var placement = new Placement(3);
    var local = Turns.of(new Seat(placement, 1), 7);
    assertThat(IntStream.range(0, 4).map(_ -> local.next())).containsOnly(1, 4);
    var elsewhere = Turns.of(new Seat(placement, 2), 2);
    assertThat(IntStream.range(0, 4).map(_ -> elsewhere.next())).containsExactly(1, 0, 1, 0);
  }
}
