package dev.wadi.server.access;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredTokens;
import dev.wadi.server.catalog.StoredTokens.StoredToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The tokens of a server. Thread-safe; {@link #areRequired} and {@link #authenticate} do not
/// block.
///
/// A secret is 32 random bytes, so that one round of SHA-256 hides it: there is nothing to guess
/// that is likelier than anything else. Whoever reads the catalog learns no secret.
public final class Tokens {
  private static final String PREFIX = "wadi_";
  private static final int SECRET_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final StoredTokens stored;
  private final Clock clock;
  private final Optional<String> administrator;
  private volatile List<StoredToken> all;

  public Tokens(StoredTokens stored, Clock clock) {
    this(stored, clock, Optional.empty());
  }

  /// @param administrator the secret of an administrator who is known from elsewhere; it is not
  ///   stored
  public Tokens(StoredTokens stored, Clock clock, Optional<String> administrator) {
    this.stored = stored;
    this.clock = clock;
    this.administrator = administrator.map(Tokens::hash);
    this.all = stored.all();
  }

  /// Makes a token. The first one must be an administrator's: from then on everybody needs one, and
  /// only administrators make more.
  ///
  /// @param lifetime absent for one that does not expire
  /// @return its secret, which nobody can find out later
  /// @throws WadiException if the name cannot be used or is taken
  public synchronized String create(String name, Role role, Optional<Duration> lifetime) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "'%s' cannot be the name of a token".formatted(name))
          .withHint("up to 63 letters, digits, '.', '_' and '-', a letter or digit first");
    }
    if (lifetime.filter(time -> !time.isPositive()).isPresent()) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "a token must live for some time");
    }
    if (all.stream().anyMatch(token -> token.name().equals(name))) {
      throw new WadiException(ErrorCode.DUPLICATE_NAME, "there is a token '%s'".formatted(name))
          .withHint("remove it first: ./wadi token remove " + name);
    }
    if (all.isEmpty() && administrator.isEmpty() && role != Role.ADMIN) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "the first token must be an administrator's")
          .withHint("with any other, nobody could make a second one");
    }
    byte[] random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = clock.instant();
    stored.add(new StoredToken(name, role.label(), hash(secret), now, lifetime.map(now::plus)));
    all = stored.all();
    return secret;
  }

  /// Learns what other servers have changed.
  public synchronized void refresh() {
    all = stored.all();
  }

  /// All tokens, in the order in which they were made.
  public List<StoredToken> all() {
    return all;
  }

  /// @throws WadiException if there is no such token, or it is the last one of an administrator
  ///   while others have tokens
  public synchronized void remove(String name) {
    if (all.stream().noneMatch(token -> token.name().equals(name))) {
      throw new WadiException(ErrorCode.NOT_FOUND, "no token '%s'".formatted(name));
    }
    List<StoredToken> others = all.stream().filter(token -> !token.name().equals(name)).toList();
    if (administrator.isEmpty()
        && !others.isEmpty()
        && others.stream().noneMatch(this::isAdministrators)) {
      throw new WadiException(
              ErrorCode.CONFLICT, "'%s' is the last token of an administrator".formatted(name))
          .withHint("make another one, or remove the others first");
    }
    stored.remove(name);
    all = stored.all();
  }

  private boolean isAdministrators(StoredToken token) {
    return token.role().equals(Role.ADMIN.label()) && !hasExpired(token);
  }

  /// Whether callers must have one: as soon as any was made, even if it has expired.
  public boolean areRequired() {
    return administrator.isPresent() || !all.isEmpty();
  }

  /// Whose secret this is.
  ///
  /// @throws WadiException if it is nobody's, or its token has expired
  public Caller authenticate(String secret) {
    String hash = hash(secret);
    if (administrator.filter(hash::equals).isPresent()) {
      return Caller.CONFIGURED;
    }
    StoredToken token =
        all.stream()
            .filter(known -> known.hash().equals(hash))
            .findFirst()
            .orElseThrow(
                () -> new WadiException(ErrorCode.UNAUTHENTICATED, "the token is not known here"));
    if (hasExpired(token)) {
      throw new WadiException(
          ErrorCode.UNAUTHENTICATED, "the token '%s' has expired".formatted(token.name()));
    }
    return new Caller(token.name(), Role.of(token.role()));
  }

  private boolean hasExpired(StoredToken token) {
    return token.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent();
  }

  private static String hash(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
