package dev.wadi.server.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import java.util.List;

/// Java's own network, with somebody at the door: what Vert.x adds to a connection comes after it.
final class WatchedTransport extends NioTransport {
  private final Connections connections;
  private final ConnectionSettings settings;

  WatchedTransport(Connections connections, ConnectionSettings settings) {
    this.connections = connections;
    this.settings = settings;
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return domainSocket ? super.serverChannelFactory(true) : Door::new;
  }

  private final class Door extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int count = super.doReadMessages(accepted);
      for (Object channel : accepted.subList(before, accepted.size())) {
        ((Channel) channel).pipeline().addFirst(new Connection(connections, settings));
      }
      return count;
    }
  }
}
