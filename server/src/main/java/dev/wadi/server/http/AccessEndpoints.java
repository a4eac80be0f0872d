package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Role;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.StoredAudit;
import dev.wadi.server.catalog.StoredAudit.AuditEntry;
import dev.wadi.server.catalog.StoredTokens.StoredToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `tokens`, `audit` and `whoami`.
final class AccessEndpoints {
  private final Tokens tokens;
  private final StoredAudit audit;

  AccessEndpoints(Tokens tokens, StoredAudit audit) {
    this.tokens = tokens;
    this.audit = audit;
  }

  /// @param expiresInSeconds null for a token that does not expire
  private record TokenPost(String name, String role, Long expiresInSeconds) {}

  /// The answer is the only one that holds the secret.
  Reply create(ApiRequest request) {
    TokenPost post = request.json(TokenPost.class);
    if (post.role() == null) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the request needs the property 'role'");
    }
    Role role = Role.of(post.role());
    Optional<Duration> lifetime =
        Optional.ofNullable(post.expiresInSeconds()).map(AccessEndpoints::seconds);
    String secret = tokens.create(post.name(), role, lifetime);
    return Reply.created(
        Api.BASE + "/tokens/" + post.name(), new NewTokenView(post.name(), role.label(), secret));
  }

  private static Duration seconds(long count) {
    if (count < 1 || count > Duration.ofDays(36_500).toSeconds()) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "expires_in_seconds is %d, expected at least 1 and less than a century".formatted(count));
    }
    return Duration.ofSeconds(count);
  }

  private record NewTokenView(String name, String role, String token) {}

  Reply all(ApiRequest request) {
    return Reply.ok(Page.of(request, tokens.all(), StoredToken::name).map(TokenView::of));
  }

  private record TokenView(String name, String role, String createdAt, String expiresAt) {
    private static TokenView of(StoredToken token) {
      return new TokenView(
          token.name(),
          token.role(),
          token.createdAt().toString(),
          token.expiresAt().map(Instant::toString).orElse(null));
    }
  }

  Reply remove(ApiRequest request) {
    tokens.remove(request.path("token"));
    return Reply.noContent();
  }

  Reply whoAmI(ApiRequest request) {
    return Reply.ok(new CallerView(request.caller().name(), request.caller().role().label()));
  }

  private record CallerView(String name, String role) {}

  /// Newest first; `limit` and `starting_after` (an id) make pages.
  Reply audit(ApiRequest request) {
    int limit = Page.limit(request);
    int after = request.number("starting_after", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    List<AuditEntry> entries = audit.latest(after, limit + 1);
    boolean more = entries.size() > limit;
    return Reply.ok(
        new Listing<>(entries.subList(0, Math.min(limit, entries.size())), more)
            .map(AuditView::of));
  }

  private record AuditView(
      long id,
      String at,
      String caller,
      String role,
      String address,
      String method,
      String path,
      int status) {
    private static AuditView of(AuditEntry entry) {
      return new AuditView(
          entry.id(),
          entry.at().toString(),
          entry.caller(),
          entry.role(),
          entry.address(),
          entry.method(),
          entry.path(),
          entry.status());
    }
  }
}
