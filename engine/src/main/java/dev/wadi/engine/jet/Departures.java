package dev.wadi.engine.jet;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to the runs of members that leave the cluster.
///
/// @param member what has to end here
record Departures(HazelcastInstance hazelcast, Member member) implements MembershipListener {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  @Override
  public void memberAdded(MembershipEvent event) {
    // What runs goes on without it.
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    com.hazelcast.cluster.Member left = event.getMember();
    // This thread has others to serve, and to end a run may take a while.
    Thread.ofVirtual()
        .name("wadi-departure")
        .start(() -> {
          member.left(left.getUuid());
          if (event.getMembers().iterator().next().localMember()) {
            cancelJobsOf(left.getUuid());
          }
        });
  }

  // Jet would keep them for their owner to come back.
  private void cancelJobsOf(UUID owner) {
    try {
      for (Job job : hazelcast.getJet().getJobs()) {
        byte[] run = job.getConfig().getArgument(RunDescription.ARGUMENT);
        if (!job.getStatus().isTerminal() && RunDescription.read(run).owner().equals(owner)) {
          LastCheckpoint.cancel(job);
        }
      }
    } catch (HazelcastException e) {
      // This member leaves, too; or the job has just ended. Whoever starts one again fails.
      LOG.debug("jobs of a member that has left: {}", e.getMessage());
    }
  }
}
