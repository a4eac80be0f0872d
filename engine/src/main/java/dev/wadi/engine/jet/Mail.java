package dev.wadi.engine.jet;

import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Takes letters to other members. Thread-safe.
final class Mail {
  /// The name of the executor that reads them.
  static final String EXECUTOR = "wadi-letters";

  private final HazelcastInstance hazelcast;

  Mail(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  UUID self() {
    return hazelcast.getCluster().getLocalMember().getUuid();
  }

  boolean isPresent(UUID member) {
    return find(member).isPresent();
  }

  private Optional<com.hazelcast.cluster.Member> find(UUID member) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(one -> one.getUuid().equals(member))
        .findFirst();
  }

  /// Sends a letter and returns at once.
  ///
  /// @param lost is told why if it did not arrive; by a thread that has others to serve
  void send(UUID to, Letter letter, Consumer<String> lost) {
    try {
      Optional<com.hazelcast.cluster.Member> receiver = find(to);
      if (receiver.isEmpty()) {
        lost.accept("has left");
        return;
      }
      hazelcast
          .getExecutorService(EXECUTOR)
          .submitToMember(new Delivery(letter.write()), receiver.get(), new Receipt(lost));
    } catch (HazelcastInstanceNotActiveException e) {
      lost.accept("cannot be reached any more");
    }
  }

  /// Sends a letter to all members but this one, and does not care whether it arrives.
  void sendToAll(Letter letter) {
    for (com.hazelcast.cluster.Member other : hazelcast.getCluster().getMembers()) {
      if (!other.localMember()) {
        send(other.getUuid(), letter, _ -> {});
      }
    }
  }

  private record Receipt(Consumer<String> lost) implements ExecutionCallback<Object> {
    @Override
    public void onResponse(Object response) {
      // It has arrived.
    }

    @Override
    public void onFailure(Throwable error) {
      lost.accept("does not answer: " + error);
    }
  }
}
