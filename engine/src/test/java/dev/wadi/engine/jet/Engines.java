package dev.wadi.engine.jet;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Engines of one process that work together, with the same connectors and the same checkpoints.
final class Engines implements AutoCloseable {
  private final String name = "engines-" + UUID.randomUUID();
  private final List<Connector> connectors;
  private final Function<String, CheckpointStore> stores;
  private final List<Engine> all = new ArrayList<>();

  /// @param stores by pipeline
  Engines(List<Connector> connectors, Function<String, CheckpointStore> stores) {
    this.connectors = List.copyOf(connectors);
    this.stores = stores;
  }

  /// One more, which joins the others.
  Engine add() {
    return add(EngineSettings.defaults().withThreads(1));
  }

  Engine add(EngineSettings settings) {
    List<String> join = all.stream().map(other -> other.cluster().self().address()).toList();
    var cluster = new ClusterSettings(name, "127.0.0.1", 0, join, Optional.empty());
    Engine engine = Engine.start(services(), settings.in(Optional.of(cluster)));
    all.add(engine);
    return engine;
  }

  Engines with(int count) {
    while (all.size() < count) {
      add();
    }
    all.forEach(engine -> awaitSize(engine, count));
    return this;
  }

  /// Waits until an engine knows of so many members.
  void awaitSize(Engine engine, int count) {
    while (engine.cluster().members().size() != count) {
      Thread.onSpinWait();
    }
  }

  private EngineServices services() {
    return new EngineServices(
        () -> connectors,
        signature -> {
          throw new WadiException(ErrorCode.NOT_FOUND, "no function " + signature.name());
        },
        BatchText::shown,
        new PartServices() {
          @Override
          public void prepare(Pipeline pipeline) {
            // All are here.
          }

          @Override
          public CheckpointStore store(String pipeline) {
            return stores.apply(pipeline);
          }
        });
  }

  Engine get(int number) {
    return all.get(number);
  }

  /// Its network goes away in the middle of whatever it does.
  static void crash(Engine engine) {
    shared(engine).getLifecycleService().terminate();
  }

  static HazelcastInstance shared(Engine engine) {
    String id = engine.cluster().self().id();
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(one -> one.getCluster().getLocalMember().getUuid().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  void remove(Engine engine) {
    all.remove(engine);
    engine.close();
  }

  @Override
  public void close() {
    all.reversed().forEach(Engine::close);
  }
}
