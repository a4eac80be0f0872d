package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.access.Tokens;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who sends a request, and lets through who may.
///
/// A server that has handed out no token takes requests of its own machine only, and refuses what a
/// web page of somebody else makes a browser send to it: without a token, the names in the request
/// are all that tells a user from an attacker.
final class Access {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final String CALLER = "wadi.caller";
  private static final String SCHEME = "Bearer ";
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final Tokens tokens;
  private final RequestRates rates;

  /// @param rates how often a caller may ask
  Access(Tokens tokens, RequestRates rates) {
    this.tokens = tokens;
    this.rates = rates;
  }

  /// Who sent a request that was let through, or null.
  static Caller callerOf(RoutingContext context) {
    return context.get(CALLER);
  }

  /// Lets requests through whose sender has a role.
  Handler<RoutingContext> requires(Role needed) {
    return context -> {
      try {
        Caller caller = identify(context.request());
        context.put(CALLER, caller);
        rates.take(caller);
        if (!caller.role().covers(needed)) {
          throw new WadiException(
                  ErrorCode.FORBIDDEN,
                  "the token '%s' has the role %s".formatted(caller.name(), caller.role().label()))
              .withHint("this needs the role " + needed.label());
        }
      } catch (WadiException e) {
        refuse(context, e);
        return;
      }
      context.next();
    };
  }

  private Caller identify(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        throw new WadiException(
            ErrorCode.UNAUTHENTICATED, "the Authorization header names no token");
      }
      return tokens.authenticate(authorization.substring(SCHEME.length()).trim());
    }
    if (tokens.areRequired()) {
      throw new WadiException(ErrorCode.UNAUTHENTICATED, "this server wants a token");
    }
    if (!isLocal(request)) {
      throw new WadiException(
              ErrorCode.FORBIDDEN, "this server answers requests from this machine only")
          .withHint("address it as http://127.0.0.1 or http://localhost");
    }
    return Caller.LOCAL;
  }

  private static boolean isLocal(HttpServerRequest request) {
    HostAndPort host = request.authority();
    return host != null
        && LOCAL.contains(host.host())
        && isLoopback(request.remoteAddress())
        && isLocal(request.getHeader("Origin"));
  }

  private static boolean isLoopback(SocketAddress address) {
    return address != null
        && address.isInetSocket()
        && new InetSocketAddress(address.hostAddress(), 0).getAddress().isLoopbackAddress();
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

  private static void refuse(RoutingContext context, WadiException error) {
    LOG.info(
        "refused {} {} of {}: {}",
        context.request().method(),
        context.normalizedPath(),
        context.request().remoteAddress(),
        error.getMessage());
    Problem problem = Problem.of(error);
    // What is left of the body is not read; its sender sees the answer nevertheless.
    context.request().resume();
    switch (error.code()) {
      case UNAUTHENTICATED -> context.response().putHeader("WWW-Authenticate", "Bearer");
      case TOO_MANY_REQUESTS -> context.response().putHeader("Retry-After", "1");
      default -> {}
    }
    EndpointHandler.send(context.response(), Reply.problem(problem));
  }
}
