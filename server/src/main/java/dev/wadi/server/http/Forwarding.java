package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends requests on to the server of the catalog that a pipeline belongs to, and its answers back,
/// as they come. Who asks is told the same as by that server: it sees the same token.
///
/// A request is sent on once: a server that is not the right one any more says so.
final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final String FORWARDED = "Wadi-Forwarded";
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final int CONNECT_MILLIS = 3_000;
  // Streams of events have something to say four times a minute.
  private static final int SILENT_SECONDS = 300;
  private static final int REQUESTS_AT_ONCE = 1_000;

  private final HttpClient client;

  /// @param tls as this server has it; the others' certificates must be vouched for by the same
  Forwarding(Vertx vertx, Optional<TlsSettings> tls) {
    var options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setReadIdleTimeout(SILENT_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    tls.ifPresent(settings -> settings.trust(options));
    this.client =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(REQUESTS_AT_ONCE));
  }

  /// Lets requests through that are for this server.
  ///
  /// @param elsewhere where another server is that a pipeline belongs to
  Handler<RoutingContext> to(Function<String, Optional<URI>> elsewhere) {
    return context -> {
      Context eventLoop = Vertx.currentContext();
      Thread.ofVirtual()
          .name("request")
          .start(() -> {
            try {
              Optional<URI> server = elsewhere.apply(context.pathParam("pipeline"));
              eventLoop.runOnContext(
                  v -> server.ifPresentOrElse(url -> send(context, url), context::next));
            } catch (RuntimeException e) {
              Reply reply = Reply.problem(EndpointHandler.problem(context, e));
              eventLoop.runOnContext(v -> EndpointHandler.send(context.response(), reply));
            }
          });
    };
  }

  private void send(RoutingContext context, URI server) {
    if (context.request().headers().contains(FORWARDED)) {
      refuse(context, "the pipeline of '%s' is just moving".formatted(context.request().path()));
      return;
    }
    // That server writes it down.
    Audit.leaveTo(context);
    var options =
        new RequestOptions()
            .setMethod(context.request().method())
            .setHost(server.getHost())
            .setPort(port(server))
            .setSsl(isSecure(server))
            .setURI(context.request().uri());
    client
        .request(options)
        .compose(request -> send(context, request))
        .onSuccess(answer -> relay(context, answer))
        .onFailure(e -> {
          LOG.info("{} does not answer: {}", server, e.toString());
          refuse(context, "the server at %s, which has it, does not answer".formatted(server));
        });
  }

  private static Future<HttpClientResponse> send(
      RoutingContext context, HttpClientRequest request) {
    copy(context.request().headers(), request.headers());
    request.putHeader(FORWARDED, "1");
    context.addEndHandler(done -> request.reset());
    return request.send(Buffer.buffer(BodyReader.bodyOf(context)));
  }

  private static boolean isSecure(URI server) {
    return server.getScheme().equals("https");
  }

  private static int port(URI server) {
    int standard = isSecure(server) ? 443 : 80;
    return server.getPort() < 0 ? standard : server.getPort();
  }

  private static void relay(RoutingContext context, HttpClientResponse answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.statusCode());
    copy(answer.headers(), response.headers());
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      // Of what comes bit by bit, the head does not wait for the first one.
      response.setChunked(true).writeHead();
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    }
    answer.pipe().endOnFailure(false).to(response).onFailure(e -> response.reset());
  }

  private static void copy(MultiMap from, MultiMap to) {
    from.forEach(header -> {
      if (!OF_ONE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        to.set(header.getKey(), header.getValue());
      }
    });
  }

  private static void refuse(RoutingContext context, String why) {
    WadiException error =
        new WadiException(ErrorCode.SERVED_ELSEWHERE, why)
            .withHint("ask again in a moment: if that server is gone, another one takes over");
    context.response().putHeader("Retry-After", "1");
    EndpointHandler.send(context.response(), Reply.problem(Problem.of(error)));
  }
}
