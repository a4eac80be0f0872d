package dev.wadi.server.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.testing.CheckpointStoreContract;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest extends CheckpointStoreContract {
  private static final String PREFIX = "wadi/test";

  @TempDir private Path nowhere;
  private final ObjectStore objects = ObjectStore.start();
  private CheckpointStores stores;

  @BeforeEach
  void open() {
    ObjectStore.giveCredentials();
    stores = objects.location(PREFIX).open();
  }

  @AfterEach
  void close() {
    stores.close();
    objects.close();
    ObjectStore.takeCredentials();
  }

  @Override
  protected CheckpointStore store(String pipeline) {
    return stores.of(pipeline);
  }

  private CheckpointStore store() {
    return stores.of("pl_1");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(message);
  }

  // The first requests of a method meet it.
  private void trouble(String method, int times, Predicate<HttpExchange> what) {
    var left = new AtomicInteger(times);
    objects.trouble(exchange ->
        exchange.getRequestMethod().equals(method)
            && left.getAndDecrement() > 0
            && what.test(exchange));
  }

  private static Predicate<HttpExchange> error(int status, String code) {
    return exchange -> {
      ObjectStore.error(exchange, status, code, "on purpose");
      return true;
    };
  }

  @Test
  void objectsAreBelowThePrefix() throws IOException {
    store().write("a", bytes("x"));
    assertThat(objects.objects()).containsKey("wadi/test/pl_1/a");
    assertThat(store().location()).isEqualTo("s3://checkpoints/wadi/test/pl_1/");
    try (CheckpointStores all = objects.location("").open()) {
      all.of("pl_2").write("b", bytes("y"));
    }
    assertThat(objects.objects()).containsKey("pl_2/b");
  }

  @Test
  void moreIsListedThanFitsOnAPage() throws IOException {
    List<String> names = IntStream.range(10, 30).mapToObj("state-%d"::formatted).toList();
    for (String name : names) {
      store().write(name, bytes(name));
    }
    assertThat(store().names()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void whatFailsForAMomentIsTriedAgain() throws IOException {
    trouble("PUT", 1, error(503, "SlowDown"));
    store().write("a", bytes("x"));
    trouble("GET", 1, error(500, "InternalError"));
    assertThat(read(store(), "a")).isEqualTo("x");
    trouble("PUT", 2, error(409, "ConditionalRequestConflict"));
    assertThat(store().create("m", bytes("one"))).isTrue();
    trouble("PUT", 2, error(409, "ConditionalRequestConflict"));
    assertThat(store().create("m", bytes("two"))).isFalse();
  }

  @Test
  void notForEver() {
    int before = objects.requests();
    trouble("PUT", Integer.MAX_VALUE, error(503, "SlowDown"));
    assertThatThrownBy(() -> store().write("a", bytes("x")))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write s3://checkpoints/wadi/test/pl_1/a: on purpose (SlowDown)");
    assertThat(objects.requests() - before).isBetween(2, 5);
  }

  @Test
  void aStoreThatIsNotThereIsUnavailable() throws IOException {
    store().write("a", bytes("x"));
    objects.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> store().names(),
            () -> store().read("a"),
            () -> store().size("a"),
            () -> store().delete("a"),
            () -> store().create("m", bytes("x")))) {
      assertThatThrownBy(call)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchFileException.class)
          .hasMessageContaining("s3://checkpoints/wadi/test/pl_1/")
          .hasMessageContaining("Connection refused");
    }
    assertThatThrownBy(() -> new Checkpoints(store(), 1).newest())
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_STORE_UNAVAILABLE));
    objects.open();
    assertThat(store().names()).containsExactly("a");
  }

  @Test
  void aConnectionThatBreaksIsNoEnd() throws IOException {
    store().write("a", bytes("x".repeat(100_000)));
    trouble(
        "GET",
        1,
        exchange -> {
          try {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[50_000]);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return true;
        });
    assertThatThrownBy(() -> read(store(), "a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read s3://checkpoints/wadi/test/pl_1/a");
    assertThat(read(store(), "a")).hasSize(100_000);
  }

  // The manifest is created, but the client learns only that its next attempt comes too late.
  @Test
  void anAnswerThatIsLostIsNoOtherRun() {
    trouble(
        "PUT",
        1,
        exchange -> {
          try {
            objects
                .objects()
                .put(
                    exchange.getRequestURI().getPath().substring("/checkpoints/".length()),
                    exchange.getRequestBody().readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          ObjectStore.error(exchange, 500, "InternalError", "on purpose");
          return true;
        });
    assertThat(new Checkpoints(store(), 1).begin("pl_1", "r1", "plan").number()).isEqualTo(1);
    assertThat(new Checkpoints(store(), 1).begin("pl_1", "r2", "plan").number()).isEqualTo(2);
  }

  @Test
  void aStoreThatIgnoresConditionsIsRefused() {
    objects.objects().clear();
    objects.ignoreConditions();
    assertRefused(() -> objects.location(PREFIX).open(), "this store ignores 'If-None-Match'");
  }

  @Test
  void whetherConditionsHoldIsFoundOutLaterIfNotAtOnce() throws IOException {
    objects.objects().clear();
    objects.close();
    try (CheckpointStores early = objects.location(PREFIX).open()) {
      objects.open();
      objects.ignoreConditions();
      assertRefused(() -> early.of("pl_1").create("m", bytes("x")), "ignores 'If-None-Match'");
    }
  }

  @Test
  void whatTheStoreRefusesIsSaidAtOnce() {
    var access = new S3Access(Optional.of(objects.url()), Optional.empty(), true);
    assertRefused(
        () -> CheckpointLocation.parse("s3://other/x", access).open(),
        "cannot write s3://other/x/only-once: The specified bucket does not exist (NoSuchBucket)");
    System.setProperty("aws.accessKeyId", "AKIAOTHER");
    assertRefused(() -> objects.location(PREFIX).open(), "(AccessDenied)");
  }

  @Test
  void credentialsAndARegionAreNeeded() {
    ObjectStore.takeCredentials();
    List<String> elsewhere =
        List.of("aws.sharedCredentialsFile", "aws.configFile", "aws.disableEc2Metadata");
    System.setProperty(elsewhere.get(0), nowhere.resolve("credentials").toString());
    System.setProperty(elsewhere.get(1), nowhere.resolve("config").toString());
    System.setProperty(elsewhere.get(2), "true");
    try {
      assertRefused(() -> objects.location(PREFIX).open(), "there are no credentials for s3://");
      assertRefused(
          () -> CheckpointLocation.parse("s3://checkpoints", S3Access.DEFAULT).open(),
          "nothing says in which region s3://checkpoints/ is");
    } finally {
      elsewhere.forEach(System::clearProperty);
    }
  }

  @Test
  void placesAreDirectoriesOrBuckets() {
    assertThat(CheckpointLocation.parse("a/b", S3Access.DEFAULT))
        .isEqualTo(new CheckpointLocation.Directory(Path.of("a/b")));
    assertThat(CheckpointLocation.parse("s3://b", S3Access.DEFAULT)).hasToString("s3://b/");
    assertThat(CheckpointLocation.parse("s3://b/c/d/", S3Access.DEFAULT))
        .hasToString("s3://b/c/d/");
    for (String other : List.of("gs://b/c", "s3://", "s3://b:80/c", "s3://b/c?d", "s3://a b")) {
      assertRefused(
          () -> CheckpointLocation.parse(other, S3Access.DEFAULT),
          "checkpoints cannot be kept at '%s'".formatted(other));
    }
  }
}
