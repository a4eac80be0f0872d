package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.core.JobNotFoundException;
import com.hazelcast.jet.core.JobStatus;
import dev.wadi.engine.checkpoint.Manifest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The checkpoint with which a run ends. To suspend a job is the one way to make Jet take a
/// snapshot at once; nothing is read after it.
final class LastCheckpoint {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private LastCheckpoint() {}

  /// What has become of it.
  enum Result {
    MADE,
    /// There was nothing to save yet that is not in the checkpoint before.
    NOT_NEEDED,
    /// The checkpoint could not be written.
    FAILED,
    /// The job has ended by itself, or somebody has cancelled it.
    JOB_ENDED
  }

  /// Brings a job to a halt with a checkpoint, and waits for it. The job is to be cancelled then.
  ///
  /// @param failed whether it has failed meanwhile, though Jet may not know
  static Result make(Job jet, DurableRun run, BooleanSupplier failed) {
    // While tables are read first there are no snapshots, and it may take long.
    if (run.readsFirst()) {
      return Result.NOT_NEEDED;
    }
    Manifest before = run.checkpoints().last();
    if (!halted(jet, failed)) {
      return Result.JOB_ENDED;
    }
    return run.checkpoints().last() == before ? Result.FAILED : Result.MADE;
  }

  // Whether it halted because of this.
  private static boolean halted(Job jet, BooleanSupplier failed) {
    boolean asked = false;
    while (!jet.getFuture().isDone() && !failed.getAsBoolean()) {
      try {
        JobStatus status = jet.getStatus();
        if (status == JobStatus.SUSPENDED) {
          return true;
        }
        if (!asked && status == JobStatus.RUNNING) {
          jet.suspend();
          asked = true;
        }
      } catch (HazelcastInstanceNotActiveException e) {
        return false;
      } catch (IllegalStateException | HazelcastException e) {
        // It has just changed its state, or who coordinates it: look again.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /// Stops a job as it is; does nothing to one that has ended.
  static void cancel(Job jet) {
    while (!jet.getFuture().isDone()) {
      try {
        jet.cancel();
        return;
      } catch (HazelcastInstanceNotActiveException e) {
        return;
      } catch (IllegalStateException e) {
        // It has just ended, or it is coming to a halt and can be cancelled then.
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (JobNotFoundException e) {
        return;
      } catch (HazelcastException e) {
        // The member that coordinates it has just left: ask the next one.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
