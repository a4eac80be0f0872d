package dev.wadi.engine.jet;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.cluster.Cluster;
import dev.wadi.engine.cluster.ClusterMember;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The members of a Hazelcast cluster.
final class HazelcastCluster implements Cluster {
  /// The attribute in which a member says where it answers requests.
  static final String API = "api";

  private final HazelcastInstance hazelcast;

  HazelcastCluster(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public ClusterMember self() {
    return described(hazelcast.getCluster().getLocalMember());
  }

  @Override
  public List<ClusterMember> members() {
    return hazelcast.getCluster().getMembers().stream().map(HazelcastCluster::described).toList();
  }

  private static ClusterMember described(Member member) {
    return new ClusterMember(
        member.getUuid().toString(),
        member.getAddress().getHost() + ":" + member.getAddress().getPort(),
        Optional.ofNullable(member.getAttribute(API))
            .filter(url -> !url.isEmpty())
            .map(URI::create));
  }

  @Override
  public void onChange(Runnable listener) {
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                listener.run();
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                listener.run();
              }
            });
  }
}
