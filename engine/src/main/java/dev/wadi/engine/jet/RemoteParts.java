package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.cluster.ClusterMember;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts that this member has in the runs of others: begins them when Jet does, and sees to it
/// that they end. Thread-safe.
final class RemoteParts {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteParts.class);
  private static final int REMEMBERED = 10_000;
  private static final long FIGURES_SECONDS = 1;

  private final Member member;
  // Runs that are over and must not begin once more. What Jet starts again, we do not.
  private final Map<String, Boolean> over =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  RemoteParts(Member member) {
    this.member = member;
  }

  /// The execution of a part, made by the first of its stages that begins.
  ///
  /// @throws RuntimeException if the run is over, or this member cannot take part; may travel
  synchronized Execution begin(RunDescription run, HazelcastInstance hazelcast) {
    var letters = new Mail(hazelcast);
    Optional<Execution> begun = member.find(run.jobId());
    if (begun.isPresent()) {
      return begun.get();
    }
    if (over.containsKey(run.jobId()) || !letters.isPresent(run.owner())) {
      throw Execution.beforeItBegan(run.jobId(), true);
    }
    if (run.owner().equals(letters.self())) {
      throw Execution.beforeItBegan(run.jobId(), true);
    }
    try {
      return begin(run, letters);
    } catch (WadiException e) {
      letters.send(run.owner(), Letter.Failed.of(run.jobId(), e), _ -> {});
      throw Execution.portable(e);
    }
  }

  private Execution begin(RunDescription run, Mail letters) {
    Pipeline pipeline = PlanCodec.read(run.plan());
    PartServices services = member.services().parts();
    services.prepare(pipeline);
    RestorePoint from = from(run, services.store(run.pipeline()));
    Dataflow dataflow = member.dataflow(pipeline, run.settings());
    var toOwner = new ToOwner(run, letters);
    MemoryScope scope = member.newScope();
    var part = new RemotePart(run, pipeline, dataflow, from, scope.allocator(), toOwner::send);
    Execution execution =
        member.added(
            run.jobId(),
            dataflow,
            run.settings(),
            scope,
            Optional.of(part),
            Optional.empty(),
            run.seat(letters.self()));
    execution.describe(run);
    toOwner.report(execution);
    if (!letters.isPresent(run.owner())) {
      // It may have left before anybody could have known of this.
      end(execution);
    }
    return execution;
  }

  private static RestorePoint from(RunDescription run, CheckpointStore store) {
    if (!store.location().equals(run.store())) {
      throw new WadiException(
              ErrorCode.CHECKPOINT_STORE_UNAVAILABLE,
              "the checkpoints of pipeline '%s' are in %s on one server, and in %s on another"
                  .formatted(run.pipeline(), run.store(), store.location()))
          .withHint("give all servers the same --checkpoint-dir: a shared disk, or s3://");
    }
    return new Checkpoints(store, CheckpointSettings.KEPT)
        .begunElsewhere(run.jobId(), run.manifest(), run.lastEpoch());
  }

  /// What a part tells the owner of its run.
  private record ToOwner(RunDescription run, Mail mail) {
    private void send(Letter letter) {
      mail.send(run.owner(), letter, why -> LOG.debug("job {}: {}", run.jobId(), why));
    }

    private void report(Execution execution) {
      execution.failing().thenAccept(error -> send(Letter.Failed.of(run.jobId(), error)));
      execution.ended().thenRun(() -> send(figures(execution, true)));
      later(execution);
    }

    private void later(Execution execution) {
      CompletableFuture.delayedExecutor(
              FIGURES_SECONDS, TimeUnit.SECONDS, action -> Thread.ofVirtual().start(action))
          .execute(() -> {
            if (!execution.ended().isDone()) {
              send(figures(execution, false));
              later(execution);
            }
          });
    }

    private Letter figures(Execution execution, boolean last) {
      return new Letter.Figures(run.jobId(), mail.self(), last, execution.figures());
    }
  }

  /// The owner of a run has told what became of a checkpoint.
  void decided(Letter.Decided told) {
    member
        .find(told.jobId())
        .flatMap(RemoteParts::part)
        .ifPresent(part -> part.decided(told.epoch(), told.published()));
  }

  private static Optional<RemotePart> part(Execution execution) {
    return execution.part().filter(RemotePart.class::isInstance).map(RemotePart.class::cast);
  }

  /// The owner of a run does not wait for it any more. It is told when the part here has ended.
  synchronized void over(Letter.Over told, Mail letters) {
    over.put(told.jobId(), true);
    Optional<Execution> execution = member.find(told.jobId());
    if (execution.isPresent()) {
      end(execution.get());
    } else {
      Letter last = new Letter.Figures(told.jobId(), letters.self(), true, PartFigures.NONE);
      letters.send(told.owner(), last, why -> LOG.debug("job {}: {}", told.jobId(), why));
    }
  }

  // It has ended when Jet's last stage has: that is told by Jet itself, or by the owner.
  private void end(Execution execution) {
    over.put(execution.jobId(), true);
    execution.giveUp();
    execution.part().ifPresent(DurablePart::giveUp);
    member.release(execution);
  }

  private List<Execution> executions() {
    return member.executions().stream().filter(one -> part(one).isPresent()).toList();
  }

  /// A member has left the cluster: its runs are over.
  synchronized void ownerLeft(UUID owner) {
    executions().stream()
        .filter(execution -> part(execution).orElseThrow().owner().equals(owner))
        .forEach(this::end);
  }

  /// This member is about to leave: the owners of the runs end them, and go on without it.
  ///
  /// @param letters takes the news to the others
  /// @param patience how long it waits for that
  void leave(ClusterMember self, Mail letters, Duration patience) {
    letters.sendToAll(new Letter.Leaving(letters.self()));
    List<Execution> left = executions();
    left.forEach(execution -> execution.failed(self.lost("leaves")));
    CompletableFuture<?>[] ended =
        left.stream().map(Execution::ended).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ended)
        .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }
}
