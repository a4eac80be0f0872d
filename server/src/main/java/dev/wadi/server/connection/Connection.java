package dev.wadi.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Watches one connection, from before TLS: when bytes come and go, and which requests are open.
/// Lives on the connection's event loop.
final class Connection extends ChannelDuplexHandler {
  // A refused client sees its answer only if it has a moment to stop sending.
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int LOOKS_PER_LIMIT = 4;
  private static final long LONGEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Connections connections;
  private final ConnectionSettings settings;
  private final Set<Exchange> exchanges = new HashSet<>();
  private ChannelHandlerContext context;
  private boolean admitted;
  private boolean multiplexed;
  private boolean cut;
  private boolean gone;
  private Future<?> look;
  private Runnable ping;
  private Runnable farewell;
  private long pingedAt;
  private long quietSince;
  private long headSince;
  private long readAt;
  private int unwritten;
  private long wroteAt;

  Connection(Connections connections, ConnectionSettings settings) {
    this.connections = connections;
    this.settings = settings;
  }

  InetSocketAddress remote() {
    return (InetSocketAddress) context.channel().remoteAddress();
  }

  int localPort() {
    return ((InetSocketAddress) context.channel().localAddress()).getPort();
  }

  // Before anybody else knows of the connection.
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    quietSince = System.nanoTime();
    readAt = quietSince;
    admitted = connections.admit(this);
    if (admitted) {
      long nanos = nanosBetweenLooks();
      look = ctx.executor().scheduleAtFixedRate(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
      ctx.channel().closeFuture().addListener(closed -> gone());
    }
  }

  private void gone() {
    gone = true;
    look.cancel(false);
    List.copyOf(exchanges).forEach(Exchange::answered);
    connections.gone(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    if (admitted) {
      super.channelActive(ctx);
    } else {
      refuse(Cut.TOO_MANY, 503);
    }
  }

  private long nanosBetweenLooks() {
    Duration shortest = settings.head();
    for (Duration limit : new Duration[] {settings.body(), settings.idle(), settings.stall()}) {
      shortest = limit.compareTo(shortest) < 0 ? limit : shortest;
    }
    return Math.min(LONGEST_LOOK_NANOS, shortest.toNanos() / LOOKS_PER_LIMIT);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    readAt = System.nanoTime();
    if (exchanges.isEmpty() && !multiplexed && headSince == 0) {
      headSince = readAt;
    }
    super.channelRead(ctx, bytes);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise)
      throws Exception {
    if (unwritten++ == 0) {
      wroteAt = System.nanoTime();
    }
    ctx.write(bytes, promise.unvoid())
        .addListener(done -> {
          unwritten--;
          wroteAt = System.nanoTime();
        });
  }

  /// It has turned out what it speaks.
  ///
  /// @param pings makes the client send something
  /// @param parts closes the connection as its protocol has it
  void speaks(Runnable pings, Runnable parts) {
    ping = pings;
    farewell = parts;
  }

  /// The head of a request is here.
  ///
  /// @param ofMany whether the connection may have several requests at a time
  /// @return null if it has come with the end of the connection
  Exchange begin(boolean ofMany) {
    if (gone) {
      return null;
    }
    multiplexed = ofMany;
    headSince = 0;
    var exchange = new Exchange(this, System.nanoTime());
    exchanges.add(exchange);
    connections.asked();
    return exchange;
  }

  void received(Exchange exchange) {
    forgetIfOver(exchange);
  }

  void answered(Exchange exchange) {
    connections.answered();
    forgetIfOver(exchange);
  }

  private void forgetIfOver(Exchange exchange) {
    if (exchange.isAnswered() && (exchange.isReceived() || multiplexed)) {
      exchanges.remove(exchange);
      quietSince = System.nanoTime();
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (cut) {
      return;
    }
    if (unwritten > 0) {
      if (isOver(wroteAt, settings.stall(), now)) {
        cut(Cut.STALLED);
      }
    } else if (exchanges.isEmpty()) {
      lookAtWaiting(now);
    } else {
      lookAtRequests(now);
    }
  }

  private void lookAtWaiting(long now) {
    if (headSince != 0 && !connections.mayStream(this)) {
      if (isOver(headSince, settings.head(), now)) {
        refuse(Cut.SLOW_HEAD, 408);
      }
    } else if (isOver(quietSince, settings.idle(), now)) {
      part();
    }
  }

  // A client of HTTP/2 that is told makes another connection for what it is just about to send.
  private void part() {
    if (farewell == null) {
      cut(Cut.IDLE);
    } else {
      cut = true;
      connections.cut(this, Cut.IDLE);
      farewell.run();
    }
  }

  private void lookAtRequests(long now) {
    Duration longest = settings.body().plus(LINGER);
    if (connections.mayStream(this)) {
      lookForLife(now);
    } else if (exchanges.stream()
        .anyMatch(exchange -> !exchange.isReceived() && isOver(exchange.begunAt(), longest, now))) {
      cut(Cut.SLOW_BODY);
    }
  }

  // A call may wait for ever, if there is somebody who waits.
  private void lookForLife(long now) {
    if (ping == null || !isOver(readAt, settings.idle(), now)) {
      return;
    }
    if (pingedAt <= readAt) {
      pingedAt = now;
      ping.run();
    } else if (isOver(pingedAt, settings.idle(), now)) {
      cut(Cut.SILENT);
    }
  }

  private static boolean isOver(long since, Duration limit, long now) {
    return now - since > limit.toNanos();
  }

  private void cut(Cut why) {
    cut = true;
    connections.cut(this, why);
    context.close();
  }

  // Says so, as HTTP/1 does; who speaks something else is cut all the same.
  private void refuse(Cut why, int status) {
    cut = true;
    connections.cut(this, why);
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null && !tls.handshakeFuture().isSuccess()) {
      context.close();
      return;
    }
    ByteBuf answer = Unpooled.wrappedBuffer(connections.refusal(status, why));
    ChannelPromise written = context.newPromise().addListener(ChannelFutureListener.CLOSE);
    if (tls == null) {
      context.writeAndFlush(answer, written);
    } else {
      writeEncrypted(tls, answer, written);
    }
  }

  private void writeEncrypted(SslHandler tls, ByteBuf answer, ChannelPromise written) {
    ChannelHandlerContext encrypted = context.pipeline().context(tls);
    try {
      tls.write(encrypted, answer, written);
      tls.flush(encrypted);
    } catch (Exception e) {
      context.close();
    }
  }
}
