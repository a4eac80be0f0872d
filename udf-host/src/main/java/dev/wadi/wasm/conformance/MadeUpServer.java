package dev.wadi.wasm.conformance;

import dev.wadi.wasm.http.AllowedHosts;
import dev.wadi.wasm.http.HttpLimits;
import dev.wadi.wasm.http.HttpProblem;
import dev.wadi.wasm.http.HttpReply;
import dev.wadi.wasm.http.HttpSender;
import dev.wadi.wasm.http.OutgoingRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Answers the requests of a plugin under test, whomever they are for; nothing leaves the process.
/// The same request always gets the same reply.
final class MadeUpServer implements HttpSender {
  private static final int OK = 200;
  private static final List<String> TYPE = List.of("content-type: text/plain");
  private static final int LONG = 100_000;
  // Enough to compare; a plugin that is measured sends much more.
  private static final int KEPT_CHARACTERS_MAX = 16 << 20;

  private final List<HttpReply> usual;
  private final boolean hasOwn;
  private final List<String> requests = new ArrayList<>();
  private Optional<HttpReply> always = Optional.empty();
  private boolean silent;
  private long kept;

  /// @param replies bodies; some are made up if there are none
  MadeUpServer(List<String> replies, long seed) {
    List<HttpReply> known = new ArrayList<>();
    replies.forEach(reply -> known.add(reply(OK, reply)));
    this.hasOwn = known.isEmpty();
    this.usual = known.isEmpty() ? madeUp(seed) : known;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static HttpReply reply(int status, String body) {
    return new HttpReply(status, TYPE, bytes(body));
  }

  /// What a server could say, right or wrong; none that the host would have tried again.
  static List<HttpReply> madeUp(long seed) {
    byte[] garbage = new byte[300];
    new Random(seed).nextBytes(garbage);
    return List.of(
        reply(OK, "1.5"),
        reply(OK, "{\"a\": [1, null, \"x\"]}"),
        reply(OK, "[]"),
        reply(OK, ""),
        reply(OK, "häuser, 東京"),
        new HttpReply(OK, TYPE, garbage),
        reply(OK, "x".repeat(LONG)),
        new HttpReply(204, List.of(), new byte[0]),
        new HttpReply(302, List.of("location: http://elsewhere.test/"), new byte[0]),
        reply(400, "bad request"),
        reply(404, "not found"));
  }

  /// Answers the same to everything.
  void answerAlways(HttpReply reply) {
    always = Optional.of(reply);
  }

  /// Takes whatever it is sent, if nobody has said what it answers.
  void welcome() {
    if (hasOwn) {
      answerAlways(reply(OK, ""));
    }
  }

  /// Fails as a server does that is overloaded.
  void fail() {
    answerAlways(reply(503, "try again"));
  }

  /// As if nobody was there.
  void fallSilent() {
    silent = true;
  }

  void answerAsUsual() {
    always = Optional.empty();
    silent = false;
  }

  /// What it was asked since this was last asked.
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    kept = 0;
    return taken;
  }

  /// The bodies of all that it was asked, once for each request that is not the same as another.
  List<String> bodies() {
    return new LinkedHashSet<>(requests)
        .stream().map(request -> request.replaceFirst("(?s).*?\n\n", "")).toList();
  }

  @Override
  public CompletableFuture<HttpReply> send(
      OutgoingRequest request, AllowedHosts hosts, HttpLimits limits) {
    if (hosts.hosts().isEmpty()) {
      return CompletableFuture.failedFuture(
          HttpProblem.forbidden("it was not granted " + request.wanted()));
    }
    String text = request.text();
    if (kept < KEPT_CHARACTERS_MAX) {
      requests.add(text);
      kept += text.length();
    }
    return silent
        ? CompletableFuture.failedFuture(HttpProblem.failed("nobody answers"))
        : CompletableFuture.completedFuture(always.orElseGet(() -> usual(text)));
  }

  private HttpReply usual(String request) {
    return usual.get(Math.floorMod(request.hashCode(), usual.size()));
  }
}
