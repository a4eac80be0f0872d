package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.AuditLog;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.access.Tokens;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides who makes a call, and whether they may: the one place for it.
///
/// The secret of a token comes as a Bearer, or as the password of any user. A server that has
/// handed out no token listens on loopback only, and whoever is there may do everything, whatever
/// name and password they give.
public final class Callers {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Tokens tokens;
  private final Consumer<Caller> admission;
  private final AuditLog audit;

  /// @param admission throws if a caller asks too often
  /// @param audit of the calls that change something
  public Callers(Tokens tokens, Consumer<Caller> admission, AuditLog audit) {
    this.tokens = tokens;
    this.admission = admission;
    this.audit = audit;
  }

  /// Who makes a call.
  ///
  /// @param headers of the call
  /// @throws WadiException if that is not known, or they may not
  public Caller admit(MultiMap headers, Role needed) {
    Caller caller = tokens.areRequired() ? tokens.authenticate(secret(headers)) : Caller.LOCAL;
    admission.accept(caller);
    if (!caller.role().covers(needed)) {
      throw new WadiException(
              ErrorCode.FORBIDDEN,
              "the token '%s' has the role %s".formatted(caller.name(), caller.role().label()))
          .withHint("this needs the role " + needed.label());
    }
    return caller;
  }

  /// Writes down that a call was to change something, and what came of it.
  ///
  /// @param path of the method
  public void record(Caller caller, SocketAddress remote, String path, GrpcStatus status) {
    audit.record(caller, String.valueOf(remote), "GRPC", path, status.code);
  }

  /// Puts a call into the log that was not admitted.
  public void refused(SocketAddress remote, String method, CallProblem problem) {
    LOG.info("refused {} of {}: {}", method, remote, problem.message());
  }

  /// What a client shows in its next calls, instead of the name and password of this one.
  ///
  /// @param headers of a call that was admitted
  public String bearer(MultiMap headers) {
    return BEARER + (tokens.areRequired() ? secret(headers) : "local");
  }

  private static String secret(MultiMap headers) {
    String authorization = headers.get(AUTHORIZATION);
    if (authorization == null) {
      throw new WadiException(ErrorCode.UNAUTHENTICATED, "this server wants a token");
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).trim();
    }
    if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(authorization.substring(BASIC.length()).trim());
    }
    throw new WadiException(ErrorCode.UNAUTHENTICATED, "the authorization header names no token");
  }

  private static String password(String encoded) {
    try {
      String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return both.substring(both.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      throw new WadiException(
          ErrorCode.UNAUTHENTICATED, "the authorization header cannot be read", e);
    }
  }
}
