package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.testing.HandTurnedClock;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.http.IdempotencyKeys.Key;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When requests come again: what a client cannot bring about at will.
class IdempotencyKeysTest {
  private static final Key KEY = new Key("dev", "k1");

  private final Catalog catalog = Catalog.inMemory();
  private final HandTurnedClock clock = new HandTurnedClock();
  private final IdempotencyKeys keys = new IdempotencyKeys(catalog.answers(), clock);
  private int made;

  @AfterEach
  void close() {
    catalog.close();
  }

  private String send(Key key) {
    return new String(keys.once(key, "asked", this::make).bytes(), UTF_8);
  }

  private Reply make(Consumer<Reply> keeper) {
    made++;
    Reply reply = Reply.created("/things/" + made, List.of(made));
    keeper.accept(reply);
    return reply;
  }

  @Test
  void anAnswerIsKeptForADay() {
    assertThat(send(KEY)).isEqualTo("[1]");
    clock.turn(Duration.ofHours(24));
    assertThat(send(KEY)).isEqualTo("[1]");
    clock.turn(Duration.ofMillis(1));
    assertThat(send(KEY)).isEqualTo("[2]");
  }

  @Test
  void headersAreKept() {
    send(KEY);
    Reply again = keys.once(KEY, "asked", this::make);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.headers())
        .containsEntry("Location", "/things/1")
        .containsEntry("Idempotent-Replayed", "true");
  }

  @Test
  void aRequestThatComesWhileTheFirstIsAtWorkHasToWait() {
    Function<Consumer<Reply>, Reply> slow =
        keeper -> {
          assertFails(() -> send(KEY), ErrorCode.CONFLICT);
          assertFails(
              () -> keys.once(KEY, "something else", this::make), ErrorCode.IDEMPOTENCY_KEY_REUSED);
          assertThat(send(new Key("other", KEY.text()))).isEqualTo("[1]");
          return make(keeper);
        };
    assertThat(keys.once(KEY, "asked", slow).bytes()).asString(UTF_8).isEqualTo("[2]");
    assertThat(send(KEY)).isEqualTo("[2]");
  }

  @Test
  void whatFailedMayBeTriedAgain() {
    Function<Consumer<Reply>, Reply> failing =
        keeper -> {
          make(keeper);
          throw new WadiException(ErrorCode.SYSTEM_FAILED, "it did not start");
        };
    assertFails(() -> keys.once(KEY, "asked", failing), ErrorCode.SYSTEM_FAILED);
    assertThat(keys.once(KEY, "something else", this::make).status()).isEqualTo(201);
    assertThat(made).isEqualTo(2);
  }

  @Test
  void whatIsMadeIsRecordedWithItsAnswerOrNotAtAll() {
    assertFails(
        () ->
            keys.once(
                KEY,
                "asked",
                keeper -> {
                  catalog.atomically(() -> {
                    make(keeper);
                    throw new WadiException(ErrorCode.CATALOG_UNAVAILABLE, "the disk is full");
                  });
                  return null;
                }),
        ErrorCode.CATALOG_UNAVAILABLE);
    assertThat(send(KEY)).isEqualTo("[2]");
  }

  @Test
  void theNewestKeysOfACallerAreKept() {
    for (int i = 0; i <= 1_000; i++) {
      send(new Key("dev", "n" + i));
    }
    send(new Key("other", "n0"));
    assertThat(send(new Key("dev", "n1"))).isEqualTo("[2]");
    assertThat(send(new Key("dev", "n0"))).isEqualTo("[1003]");
  }

  private static void assertFails(ThrowingCallable work, ErrorCode code) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
