package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredAnswers;
import dev.wadi.server.catalog.StoredAnswers.StoredAnswer;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Lets a client send a request again that is to make something, when it does not know whether the
/// first one arrived: with the same `Idempotency-Key` it gets the answer of the first one, and
/// nothing is made twice. What failed has made nothing, and may be tried again. Thread-safe.
final class IdempotencyKeys {
  private static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final Duration KEPT = Duration.ofHours(24);
  // The quotes that some clients put around it are a part of it.
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  private final StoredAnswers answers;
  private final Clock clock;
  // What requests are at work, by what tells them from others.
  private final Map<Key, String> working = new ConcurrentHashMap<>();

  IdempotencyKeys(StoredAnswers answers, Clock clock) {
    this.answers = answers;
    this.clock = clock;
  }

  /// @param caller whose keys are their own
  record Key(String caller, String text) {}

  /// An endpoint that makes something, which is made once only for each key. It must hand the
  /// answer to {@link ApiRequest#made}.
  Endpoint once(Endpoint endpoint) {
    return request -> {
      String text = request.header(HEADER);
      if (text == null) {
        return endpoint.answer(request);
      }
      if (!KEY.matcher(text).matches()) {
        throw new WadiException(
            ErrorCode.INVALID_REQUEST,
            "the header %s must be 1 to 200 printable characters without spaces".formatted(HEADER));
      }
      return once(
          new Key(request.caller().name(), text),
          fingerprint(request),
          keeper -> endpoint.answer(request.keptBy(keeper)));
    };
  }

  /// @param asked tells the request from others
  /// @param endpoint gets who keeps the answer
  Reply once(Key key, String asked, Function<Consumer<Reply>, Reply> endpoint) {
    String other = working.putIfAbsent(key, asked);
    if (other != null) {
      requireSame(key, asked, other);
      throw new WadiException(
              ErrorCode.CONFLICT,
              "the first request with the idempotency key '%s' is not done yet"
                  .formatted(key.text()))
          .withHint("send it again in a moment");
    }
    try {
      Instant oldest = clock.instant().minus(KEPT);
      Optional<StoredAnswer> before = answers.find(key.caller(), key.text(), oldest);
      if (before.isPresent()) {
        requireSame(key, asked, before.get().request());
        return replayed(before.get());
      }
      return first(key, asked, endpoint);
    } finally {
      working.remove(key);
    }
  }

  private Reply first(Key key, String asked, Function<Consumer<Reply>, Reply> endpoint) {
    var kept = new AtomicReference<Reply>();
    try {
      Reply reply =
          endpoint.apply(answer -> {
            kept.set(answer);
            keep(key, asked, answer);
          });
      return kept.get() == null ? reply : kept.get();
    } catch (RuntimeException e) {
      if (kept.get() != null) {
        answers.remove(key.caller(), key.text());
      }
      throw e;
    }
  }

  private void keep(Key key, String asked, Reply reply) {
    Instant now = clock.instant();
    var answer =
        new StoredAnswer(
            asked, reply.status(), reply.headers(), new String(reply.bytes(), UTF_8), now);
    answers.put(key.caller(), key.text(), answer, now.minus(KEPT));
  }

  private static Reply replayed(StoredAnswer answer) {
    Reply reply = Reply.of(answer.status(), answer.body().getBytes(UTF_8)).with(REPLAYED, "true");
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static void requireSame(Key key, String asked, String before) {
    if (!asked.equals(before)) {
      throw new WadiException(
              ErrorCode.IDEMPOTENCY_KEY_REUSED,
              "another request had the idempotency key '%s'".formatted(key.text()))
          .withHint("send a new key with a new request");
    }
  }

  private static String fingerprint(ApiRequest request) {
    String what = "%s %s\n".formatted(request.method(), request.uri());
    return Digest.sha256(what.getBytes(UTF_8), request.bytes());
  }

  /// Lets requests through that have no key: for those whose answer is not kept.
  static void refuse(RoutingContext context) {
    if (context.request().getHeader(HEADER) == null) {
      context.next();
    } else {
      EndpointHandler.send(
          context.response(),
          Reply.problem(
              Problem.ofRequest(
                  400,
                  "'%s' takes no %s".formatted(context.request().path(), HEADER),
                  "what makes pipelines, plugins, connection tables and profiles does")));
    }
  }
}
