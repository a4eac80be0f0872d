package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.catalog.ErrorDescription;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// Reads a request's body into memory and refuses it as soon as it is known to be too large: by its
/// announced length, or when that many bytes have come. Of a form (`multipart/form-data`) the body
/// is its one file.
final class BodyReader implements Handler<RoutingContext> {
  private static final String BODY = "wadi.body";
  private static final String FORM = "multipart/form-data";
  // What the wrapping of a file in a form may add.
  private static final long FORM_OVERHEAD_BYTES = 16 * 1024;
  // A client that is still sending sees the refusal only if its connection is not cut at once.
  private static final long LINGER_MILLIS = 2_000;

  private final long limitBytes;
  private final ErrorCode tooLarge;
  private final List<String> contentTypes;

  /// @param tooLarge the error for a larger body
  /// @param contentTypes what is accepted
  BodyReader(long limitBytes, ErrorCode tooLarge, List<String> contentTypes) {
    this.limitBytes = limitBytes;
    this.tooLarge = tooLarge;
    this.contentTypes = List.copyOf(contentTypes);
  }

  static BodyReader json(long limitBytes) {
    return new BodyReader(limitBytes, ErrorCode.REQUEST_TOO_LARGE, List.of("application/json"));
  }

  /// The body that was read for a request.
  static byte[] bodyOf(RoutingContext context) {
    Buffer body = context.get(BODY);
    return body == null ? new byte[0] : body.getBytes();
  }

  @Override
  public void handle(RoutingContext context) {
    String contentType = contentType(context.request());
    if (!contentTypes.contains(contentType)) {
      refuse(context, unsupported(contentType));
    } else if (announcedLength(context.request()) > limitBytes + FORM_OVERHEAD_BYTES) {
      refuse(context, tooLarge());
    } else {
      read(context, contentType.equals(FORM));
    }
  }

  private void read(RoutingContext context, boolean isForm) {
    HttpServerRequest request = context.request();
    var body = Buffer.buffer();
    var progress = new Progress();
    request.exceptionHandler(
        e -> progress.end(() -> refuse(context, malformed(String.valueOf(e.getMessage())))));
    if (isForm) {
      request.setExpectMultipart(true);
      request.uploadHandler(upload -> {
        progress.files++;
        upload.handler(body::appendBuffer);
      });
    }
    request.handler(bytes -> {
      progress.bytes += bytes.length();
      if (progress.bytes > limitBytes + FORM_OVERHEAD_BYTES) {
        progress.end(() -> refuse(context, tooLarge()));
      } else if (!isForm) {
        body.appendBuffer(bytes);
      }
    });
    request.endHandler(
        v -> progress.end(() -> arrived(context, body, !isForm || progress.files == 1)));
    // Only a client that asked gets an answer to `Expect: 100-continue`.
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
  }

  private void arrived(RoutingContext context, Buffer body, boolean oneFile) {
    if (context.response().ended()) {
      // It came too late.
      return;
    }
    if (!oneFile) {
      refuse(context, malformed("the form must have exactly one file"));
    } else if (body.length() > limitBytes) {
      refuse(context, tooLarge());
    } else {
      context.put(BODY, body);
      context.next();
    }
  }

  private static void refuse(RoutingContext context, Problem problem) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      request.handler(rest -> {});
      request.endHandler(v -> {});
      context.response().putHeader("Connection", "close");
      context.vertx().setTimer(LINGER_MILLIS, v -> request.connection().close());
      request.resume();
    }
    EndpointHandler.send(context.response(), Reply.problem(problem));
  }

  private Problem unsupported(String found) {
    return Problem.ofRequest(
        415,
        found.isEmpty()
            ? "the request has no Content-Type"
            : "the request's Content-Type is '%s'".formatted(found),
        "expected " + String.join(" or ", contentTypes));
  }

  private Problem tooLarge() {
    return Problem.of(
        new ErrorDescription(
            tooLarge.name(),
            "the request's body is larger than the limit of %,d bytes".formatted(limitBytes),
            null,
            null,
            null),
        413);
  }

  private static Problem malformed(String detail) {
    return Problem.ofRequest(400, "the request's body cannot be read: " + detail, null);
  }

  private static String contentType(HttpServerRequest request) {
    String header = request.getHeader("Content-Type");
    if (header == null) {
      return "";
    }
    int parameters = header.indexOf(';');
    return (parameters < 0 ? header : header.substring(0, parameters)).strip().toLowerCase();
  }

  private static long announcedLength(HttpServerRequest request) {
    String header = request.getHeader("Content-Length");
    return header == null ? -1 : Long.parseLong(header);
  }

  // All of it on the event loop of one connection.
  private static final class Progress {
    private long bytes;
    private int files;
    private boolean ended;

    // Runs the first end only: a failure may be followed by a regular end.
    private void end(Runnable action) {
      if (!ended) {
        ended = true;
        action.run();
      }
    }
  }
}
