package dev.wadi.server.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;

/// Refuses what a web page of somebody else makes a browser send to this server: there is no
/// password on loopback, so the names in the request are all that tells a user from an attacker.
final class LocalRequestsOnly implements Handler<RoutingContext> {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  @Override
  public void handle(RoutingContext context) {
    HostAndPort host = context.request().authority();
    String origin = context.request().getHeader("Origin");
    if (host == null || !LOCAL.contains(host.host()) || !isLocal(origin)) {
      context.request().resume();
      EndpointHandler.send(
          context.response(),
          Reply.problem(
              Problem.ofRequest(
                  403,
                  "this server answers requests from this machine only",
                  "address it as http://127.0.0.1 or http://localhost")));
      return;
    }
    context.next();
  }

  private static boolean isLocal(String origin) {
    if (origin == null) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && LOCAL.contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
