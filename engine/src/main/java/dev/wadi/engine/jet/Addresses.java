package dev.wadi.engine.jet;

import com.hazelcast.cluster.Address;
import com.hazelcast.jet.core.Processor;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Where the processors of a run's members are: the j-th partition that a member has in a run is
/// taken to its processor `j % localParallelism`.
final class Addresses {
  private final Placement placement;
  private final List<int[]> partitionsOfMembers;
  private final int otherMembers;

  /// @param members of the run, in its order
  /// @throws WadiException if one of them has left
  Addresses(Seat seat, List<UUID> members, Processor.Context jet) {
    this.placement = seat.placement();
    Map<UUID, Address> present =
        jet.hazelcastInstance().getCluster().getMembers().stream()
            .collect(Collectors.toMap(one -> one.getUuid(), one -> one.getAddress()));
    Map<Address, int[]> assignment = jet.partitionAssignment();
    this.otherMembers = assignment.size() - 1;
    this.partitionsOfMembers =
        members.stream().map(id -> partitions(assignment, present.get(id))).toList();
  }

  private static int[] partitions(Map<Address, int[]> assignment, Address address) {
    int[] partitions = address == null ? null : assignment.get(address);
    if (partitions == null) {
      throw new WadiException(
          ErrorCode.MEMBER_LOST, "a member has left before the pipeline began on it");
    }
    return partitions;
  }

  /// How many members there are besides this one, also such as have no subtasks.
  int otherMembers() {
    return otherMembers;
  }

  /// A partition for each subtask of a stage.
  ///
  /// @throws WadiException if there are too many on a member
  int[] ofSubtasks(int parallelism) {
    int[] addresses = new int[parallelism];
    for (int subtask = 0; subtask < parallelism; subtask++) {
      int[] partitions = partitionsOfMembers.get(placement.memberOf(subtask));
      if (partitions.length < placement.localParallelism(parallelism)) {
        throw new WadiException(
                ErrorCode.INVALID_ARGUMENT,
                "a parallelism of %d is too much for %d members"
                    .formatted(parallelism, placement.members()))
            .withHint("lower the pipeline's parallelism");
      }
      addresses[subtask] = partitions[placement.indexOf(subtask)];
    }
    return addresses;
  }
}
