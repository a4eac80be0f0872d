package dev.wadi.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredServers.StoredServer;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final Catalog catalog = Catalog.inMemory();
  private final AtomicLong clock = new AtomicLong();
  private final Presence one = presence("one");
  private final Presence two = presence("two");

  private Presence presence(String id) {
    return new Presence(catalog.servers(), id, url(id), 0, SILENCE, clock::incrementAndGet);
  }

  private static URI url(String id) {
    return URI.create("http://" + id);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    catalog.close();
  }

  private void wait(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void assertPresent(String... ids) {
    assertThat(catalog.servers().all()).extracting(StoredServer::id).containsExactly(ids);
  }

  @Test
  void whoIsSilentForTooLongIsRemovedAndComesBackByItself() {
    one.look();
    for (int second = 0; second < 4; second++) {
      assertPresent("one", "two");
      wait(Duration.ofSeconds(1));
      one.look();
    }
    assertPresent("one");
    two.look();
    assertPresent("one", "two");
  }

  @Test
  void whoIsHeardStays() {
    for (int second = 0; second < 10; second++) {
      one.look();
      two.look();
      wait(Duration.ofSeconds(1));
    }
    assertPresent("one", "two");
  }

  @Test
  void whoWasHeldUpTakesNobodyForLost() {
    one.look();
    wait(Duration.ofMinutes(1));
    one.look();
    assertPresent("one", "two");
    wait(Duration.ofSeconds(1));
    one.look();
    assertPresent("one", "two");
  }

  @Test
  void ofOneThatHasLeftTheClusterLessSilenceIsEnough() {
    one.members(Set.of(url("one"), url("two")));
    one.look();
    one.members(Set.of(url("one")));
    wait(Duration.ofSeconds(1));
    one.look();
    assertPresent("one", "two");
    wait(Duration.ofMillis(500));
    one.look();
    assertPresent("one");
  }

  @Test
  void oneThatHasLeftTheClusterButIsHeardStays() {
    one.members(Set.of(url("one"), url("two")));
    one.members(Set.of(url("one")));
    for (int second = 0; second < 5; second++) {
      one.look();
      two.look();
      wait(Duration.ofSeconds(1));
    }
    assertPresent("one", "two");
  }

  @Test
  void oneThatHasComeBackHasTheWholeTime() {
    one.members(Set.of(url("one"), url("two")));
    one.members(Set.of(url("one")));
    one.members(Set.of(url("one"), url("two")));
    one.look();
    wait(Duration.ofSeconds(1));
    one.look();
    wait(Duration.ofSeconds(1));
    one.look();
    assertPresent("one", "two");
  }

  @Test
  void whoEndsSaysSo() {
    two.close();
    assertPresent("one");
  }
}
