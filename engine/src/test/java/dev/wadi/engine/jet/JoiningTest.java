package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.cluster.ClusterMember;
import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JoiningTest {
  private static final EngineServices NOTHING =
      new EngineServices(
          List.of(),
          signature -> {
            throw new WadiException(ErrorCode.NOT_FOUND, "no function " + signature.name());
          },
          BatchText::shown);

  private final Deque<Engine> engines = new ArrayDeque<>();

  @AfterEach
  void close() {
    engines.forEach(Engine::close);
  }

  private Engine start(String name, Engine... others) {
    List<String> join = Stream.of(others).map(other -> other.cluster().self().address()).toList();
    URI api = URI.create("http://127.0.0.1:" + (1 + engines.size()));
    return start(new ClusterSettings(name, "127.0.0.1", 0, join, Optional.of(api)));
  }

  private Engine start(ClusterSettings cluster) {
    Engine engine =
        Engine.start(NOTHING, EngineSettings.defaults().withThreads(1).in(Optional.of(cluster)));
    engines.push(engine);
    return engine;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void membersAreFoundByNames() {
    Engine first = start("named");
    String port = first.cluster().self().address().replaceAll(".*:", "");
    List<String> join = List.of("no-such-host.invalid:1", "localhost:" + port);
    Engine second = start(new ClusterSettings("named", "127.0.0.1", 0, join, Optional.empty()));
    await(() -> first.cluster().members().size() == 2);
    assertThat(second.cluster().self().address()).startsWith("127.0.0.1:");
  }

  @Test
  void membersKnowEachOtherTheOldestFirst() {
    Engine first = start("one");
    var changes = new AtomicInteger();
    first.cluster().onChange(changes::incrementAndGet);
    Engine second = start("one", first);
    Engine third = start("one", second);
    List<ClusterMember> all =
        Stream.of(first, second, third).map(engine -> engine.cluster().self()).toList();
    assertThat(all)
        .extracting(member -> member.api().orElseThrow().getPort())
        .containsExactly(1, 2, 3);
    for (Engine engine : engines) {
      await(() -> engine.cluster().members().equals(all));
    }
    await(() -> changes.get() == 2);

    engines.remove(second);
    second.close();
    await(() -> first.cluster().members().equals(List.of(all.getFirst(), all.getLast())));
    await(() -> changes.get() == 3);
  }

  @Test
  void anotherClusterIsNotJoined() {
    Engine one = start("one");
    Engine other = start("two", one);
    assertThat(other.cluster().members()).containsExactly(other.cluster().self());
    assertThat(one.cluster().members()).containsExactly(one.cluster().self());
  }

  @Test
  void whoJoinsNobodyIsAClusterOfOne() {
    Engine alone = Engine.start(NOTHING, EngineSettings.defaults().withThreads(1));
    engines.push(alone);
    assertThat(alone.cluster().members()).containsExactly(alone.cluster().self());
    assertThat(alone.cluster().self().api()).isEmpty();
  }

  @Test
  void aFreePortIsNoneOfOutgoingConnections() {
    String address = start("one").cluster().self().address();
    assertThat(address).matches("127\\.0\\.0\\.1:\\d{5}");
    assertThat(Integer.parseInt(address.substring(address.indexOf(':') + 1))).isLessThan(32_768);
  }

  @Test
  void aPortThatIsTakenIsAnError() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var settings =
          new ClusterSettings(
              "one", "127.0.0.1", taken.getLocalPort(), List.of(), Optional.empty());
      assertThatThrownBy(() -> start(settings))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE))
          .hasMessageContaining("cannot listen for other members on 127.0.0.1:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "no.such.host.invalid"})
  void anAddressOfNobodyIsAnError(String host) {
    var settings = new ClusterSettings("one", host, 0, List.of(), Optional.empty());
    assertThatThrownBy(() -> start(settings))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
