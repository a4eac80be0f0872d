package dev.wadi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.testing.HandTurnedClock;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredTokens.StoredToken;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final Optional<Duration> FOREVER = Optional.empty();

  private final HandTurnedClock clock = new HandTurnedClock();
  private final Catalog catalog = Catalog.inMemory();
  private final Tokens tokens = new Tokens(catalog.tokens(), clock);

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aSecretTellsWhoAsks() {
    assertThat(tokens.areRequired()).isFalse();
    String admin = tokens.create("root", Role.ADMIN, FOREVER);
    String viewer = tokens.create("look", Role.VIEWER, FOREVER);
    assertThat(tokens.areRequired()).isTrue();
    assertThat(tokens.authenticate(admin)).isEqualTo(new Caller("root", Role.ADMIN));
    assertThat(tokens.authenticate(viewer)).isEqualTo(new Caller("look", Role.VIEWER));
    assertThat(new Tokens(catalog.tokens(), clock).authenticate(admin).name()).isEqualTo("root");
    assertCode(ErrorCode.UNAUTHENTICATED, () -> tokens.authenticate(admin + "x"));
    assertCode(ErrorCode.UNAUTHENTICATED, () -> tokens.authenticate(""));
  }

  @Test
  void noSecretIsStored() {
    String secret = tokens.create("root", Role.ADMIN, FOREVER);
    assertThat(catalog.tokens().all())
        .singleElement()
        .extracting(StoredToken::toString)
        .asString()
        .doesNotContain(secret);
  }

  @Test
  void aTokenExpires() {
    tokens.create("root", Role.ADMIN, FOREVER);
    String secret = tokens.create("soon", Role.VIEWER, Optional.of(Duration.ofHours(1)));
    clock.turn(Duration.ofSeconds(3_599));
    assertThat(tokens.authenticate(secret).name()).isEqualTo("soon");
    clock.turn(Duration.ofSeconds(1));
    assertCode(ErrorCode.UNAUTHENTICATED, () -> tokens.authenticate(secret));
  }

  @Test
  void expiredTokensOpenNoDoor() {
    tokens.create("root", Role.ADMIN, Optional.of(Duration.ofHours(1)));
    clock.turn(Duration.ofSeconds(7_200));
    assertThat(tokens.areRequired()).isTrue();
  }

  @Test
  void aRemovedTokenIsNotKnown() {
    tokens.create("root", Role.ADMIN, FOREVER);
    String secret = tokens.create("look", Role.VIEWER, FOREVER);
    tokens.remove("look");
    assertCode(ErrorCode.UNAUTHENTICATED, () -> tokens.authenticate(secret));
    assertCode(ErrorCode.NOT_FOUND, () -> tokens.remove("look"));
  }

  @Test
  void someoneIsAlwaysAdministrator() {
    assertCode(ErrorCode.INVALID_REQUEST, () -> tokens.create("look", Role.VIEWER, FOREVER));
    tokens.create("root", Role.ADMIN, FOREVER);
    tokens.create("temporary", Role.ADMIN, Optional.of(Duration.ofHours(1)));
    clock.turn(Duration.ofSeconds(7_200));
    assertCode(ErrorCode.CONFLICT, () -> tokens.remove("root"));
    tokens.remove("temporary");
    tokens.remove("root");
    assertThat(tokens.areRequired()).isFalse();
  }

  @Test
  void anAdministratorMayBeKnownFromElsewhere() {
    var configured = new Tokens(catalog.tokens(), clock, Optional.of("a secret of a file"));
    assertThat(configured.areRequired()).isTrue();
    assertThat(configured.all()).isEmpty();
    assertThat(configured.authenticate("a secret of a file")).isEqualTo(Caller.CONFIGURED);
    assertCode(ErrorCode.UNAUTHENTICATED, () -> configured.authenticate("another"));
    String viewer = configured.create("look", Role.VIEWER, FOREVER);
    assertThat(configured.authenticate(viewer).role()).isEqualTo(Role.VIEWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "(local)", "a b", "a/b", "../x", "-x", "\u00e4", "a\r\nB: c"})
  void namesAreOrdinaryWords(String name) {
    assertCode(ErrorCode.INVALID_REQUEST, () -> tokens.create(name, Role.ADMIN, FOREVER));
  }

  @Test
  void aNameIsGivenOnce() {
    tokens.create("root", Role.ADMIN, FOREVER);
    assertCode(ErrorCode.DUPLICATE_NAME, () -> tokens.create("root", Role.VIEWER, FOREVER));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
