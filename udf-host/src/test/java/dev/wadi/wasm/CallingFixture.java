package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.testing.TestHttpServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A plugin that calls whatever the host offers, and a server for it to ask.
abstract class CallingFixture extends PluginFixture {
  final TestHttpServer server = TestHttpServer.start();
  final PluginRegistry registry = new PluginRegistry(LIMITS.withFuelPerBatch(50_000_000));
  final PluginModule plugin = registry.add(GuestSdkTest.bytesOf("calling"));

  @AfterEach
  void stop() {
    server.close();
  }

  void grant(String... grants) {
    registry.grant(plugin, Grants.parse(List.of(grants)));
  }

  void grantServer() {
    grant("http:127.0.0.1:" + server.port());
  }

  FunctionSignature signature(String name) {
    return plugin.functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
