package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.wasm.http.AllowedHosts;
import dev.wadi.wasm.http.HttpLimits;
import dev.wadi.wasm.http.HttpProblem;
import dev.wadi.wasm.http.HttpReply;
import dev.wadi.wasm.http.HttpSender;
import dev.wadi.wasm.http.OutgoingRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Requests that a guest waits for. They count against the time of its call.
final class GuestHttp {
  private static final int REPLY = 0;
  private static final int NO_REPLY = 1;
  private static final int FUEL_PER_REQUEST = 100_000;
  private static final int REPLY_BYTES_MAX = 4 << 20;
  // So much of a request is read at most; whether it is right is looked at afterwards.
  private static final int TEXT_BYTES_MAX = 10_000;
  private static final int BODY_BYTES_MAX = 8 << 20;
  private static final int HEADERS_MAX = 100;
  private static final int REQUEST_BYTES = 32;
  private static final int RESPONSE_BYTES = 12;

  private final HttpSender sender;
  private final AllowedHosts hosts;
  private final LinearMemory memory;
  private final FuelTank fuel;
  private byte[] headers = {};
  private byte[] body = {};

  GuestHttp(GuestRights rights, LinearMemory memory, FuelTank fuel) {
    this.sender = rights.sender();
    this.hosts = rights.grants().http();
    this.memory = memory;
    this.fuel = fuel;
  }

  /// Sends a request and waits.
  ///
  /// @param request the address of: address and length of the method, of the URL, of a table of
  ///   addresses and lengths of headers, of the body; 4 bytes each
  /// @param response the address of room for: status, length of the headers, length of the body
  /// @return 0 if there is a reply; 1 if there is none, and the body says why
  int send(int request, int response) {
    StackReserve.require();
    memory.check(Integer.toUnsignedLong(request), REQUEST_BYTES);
    memory.check(Integer.toUnsignedLong(response), RESPONSE_BYTES);
    fuel.burn(FUEL_PER_REQUEST);
    int status = 0;
    try {
      HttpReply reply = reply(request(Integer.toUnsignedLong(request)));
      status = reply.status();
      headers = lines(reply.headers());
      body = reply.body();
    } catch (HttpProblem e) {
      headers = new byte[0];
      body = e.getMessage().getBytes(UTF_8);
    }
    long room = Integer.toUnsignedLong(response);
    memory.storeInt(room, status);
    memory.storeInt(room + 4, headers.length);
    memory.storeInt(room + 8, body.length);
    return status == 0 ? NO_REPLY : REPLY;
  }

  /// Copies what the last request brought.
  ///
  /// @param headersTo the address of room for the headers, a line each; 0 if they are not wanted
  /// @param bodyTo the same for the body
  void read(int headersTo, int bodyTo) {
    if (headersTo != 0) {
      memory.write(headersTo, headers, 0, headers.length);
    }
    if (bodyTo != 0) {
      memory.write(bodyTo, body, 0, body.length);
    }
  }

  private static byte[] lines(List<String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach(header -> lines.append(header).append('\n'));
    return lines.toString().getBytes(UTF_8);
  }

  private OutgoingRequest request(long at) throws HttpProblem {
    int count = memory.loadInt(at + 20);
    if (count < 0 || count > HEADERS_MAX) {
      throw trap("%d headers", count);
    }
    long table = Integer.toUnsignedLong(memory.loadInt(at + 16));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(text(table + 8L * i));
    }
    boolean hasBody = memory.loadInt(at + 24) != 0;
    byte[] content = hasBody ? bytes(at + 24, BODY_BYTES_MAX) : null;
    return OutgoingRequest.of(text(at), text(at + 8), lines, content);
  }

  private String text(long at) {
    return new String(bytes(at, TEXT_BYTES_MAX), UTF_8);
  }

  private byte[] bytes(long at, int most) {
    int length = memory.loadInt(at + 4);
    if (length < 0 || length > most) {
      throw trap("%d bytes where at most %d are taken", length, most);
    }
    return memory.readBytes(memory.loadInt(at), length);
  }

  private static GuestFailure trap(String format, Serializable... arguments) {
    return new GuestFailure(
        ErrorCode.PLUGIN_TRAPPED, "it called wadi.http with " + format, arguments);
  }

  private HttpReply reply(OutgoingRequest request) throws HttpProblem {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(fuel.remainingNanos()));
    CompletableFuture<HttpReply> reply =
        sender.send(request, hosts, new HttpLimits(millis, 0, REPLY_BYTES_MAX));
    try {
      return reply.get();
    } catch (ExecutionException e) {
      throw problem(e.getCause());
    } catch (InterruptedException e) {
      reply.cancel(true);
      Thread.currentThread().interrupt();
      throw new GuestFailure(ErrorCode.PLUGIN_TIMEOUT, "it was interrupted", e);
    }
  }

  private static HttpProblem problem(Throwable cause) {
    if (cause instanceof HttpProblem problem) {
      if (problem.kind() == HttpProblem.Kind.FORBIDDEN) {
        throw new GuestFailure(ErrorCode.PLUGIN_FORBIDDEN, "%s", problem.getMessage());
      }
      return problem;
    }
    throw new IllegalStateException("a request failed", cause);
  }
}
