package dev.wadi.server.http;

import java.util.Optional;

/// `/health`: for whoever starts servers, and sends requests to those that are ready.
final class HealthEndpoints {
  private static final int NOT_READY = 503;

  private final Readiness readiness;

  HealthEndpoints(Readiness readiness) {
    this.readiness = readiness;
  }

  private record Health(String status, String reason) {}

  /// That there is an answer says it all.
  Reply live(ApiRequest request) {
    return Reply.ok(new Health("live", null));
  }

  Reply ready(ApiRequest request) {
    Optional<String> obstacle = readiness.obstacle();
    return obstacle.isEmpty()
        ? Reply.ok(new Health("ready", null))
        : Reply.of(NOT_READY, new Health("not ready", obstacle.get()));
  }
}
