package dev.wadi.engine.jet;

import dev.wadi.engine.cluster.ClusterMember;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What the owner of a run knows of the parts that other members have in it. Thread-safe.
final class OtherParts {
  private final String jobId;
  private final Mail mail;
  private final Map<UUID, ClusterMember> members = new LinkedHashMap<>();
  private final Consumer<WadiException> lost;
  private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();
  private final Map<UUID, PartFigures> figures = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /// @param others the others, in the order of the run
  /// @param lost is told of a member that has left, or that cannot be told anything; must not block
  OtherParts(String jobId, Mail mail, List<ClusterMember> others, Consumer<WadiException> lost) {
    this.jobId = jobId;
    this.mail = mail;
    this.lost = lost;
    others.forEach(member -> members.put(UUID.fromString(member.id()), member));
    atWork.addAll(members.keySet());
    if (atWork.isEmpty()) {
      ended.complete(null);
    }
  }

  /// Their ids, in the order of the run.
  List<UUID> members() {
    return List.copyOf(members.keySet());
  }

  /// What each of them has of the run.
  List<MemberShare> shares() {
    return members.entrySet().stream()
        .map(member -> {
          PartFigures part = figures.getOrDefault(member.getKey(), PartFigures.NONE);
          return new MemberShare(member.getValue(), part.offHeapBytes(), part.rowsReceived());
        })
        .toList();
  }

  /// Notes those that have left before anybody could have known that they have a part.
  void look() {
    members().stream()
        .filter(member -> !mail.isPresent(member))
        .forEach(member -> left(member, "has left"));
  }

  /// Tells all that are still at work.
  void tell(Letter letter) {
    atWork.forEach(member -> mail.send(member, letter, why -> left(member, why)));
  }

  /// Nobody waits for the run any more: the others are to end.
  void over() {
    tell(new Letter.Over(jobId, mail.self()));
  }

  /// A member tells what it has done so far.
  void note(Letter.Figures told) {
    figures.put(told.member(), told.figures());
    if (told.over()) {
      end(told.member());
    }
  }

  /// A member does not take part any more.
  void left(UUID member, String why) {
    if (atWork.contains(member)) {
      lost.accept(members.get(member).lost(why));
      end(member);
    }
  }

  private void end(UUID member) {
    atWork.remove(member);
    if (atWork.isEmpty()) {
      ended.completeAsync(() -> null, action -> Thread.ofVirtual().start(action));
    }
  }

  /// Completes when none is at work any more.
  CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /// What all have done together, with the owner.
  List<StageMetrics> with(List<StageMetrics> own) {
    List<StageMetrics> sums = new ArrayList<>(own);
    for (PartFigures part : figures.values()) {
      for (int stage = 0; stage < part.stages().size(); stage++) {
        sums.set(stage, sums.get(stage).plus(part.stages().get(stage)));
      }
    }
    return sums;
  }

  long offHeapBytes() {
    return figures.values().stream().mapToLong(PartFigures::offHeapBytes).sum();
  }
}
