package dev.wadi.engine.jet;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.Joiner;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnectionManager;
import com.hazelcast.internal.server.tcp.LocalAddressRegistry;
import com.hazelcast.internal.server.tcp.ServerSocketRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// A Hazelcast member that opens no port and talks to nobody: by default a member binds to all
/// interfaces, without authentication. Uses Hazelcast's internal API; a test guards it.
final class NoNetwork extends DefaultNodeContext {
  @Override
  public AddressPicker createAddressPicker(Node node) {
    return new NoAddress();
  }

  /// No joiner: the member is a cluster of its own.
  @Override
  public Joiner createJoiner(Node node) {
    return null;
  }

  @Override
  public Server createServer(
      Node node, ServerSocketRegistry sockets, LocalAddressRegistry addresses) {
    ServerConnectionManager connections = silent(ServerConnectionManager.class, null);
    return silent(Server.class, connections);
  }

  /// An object that does nothing and says it has nothing.
  ///
  /// @param connections what is returned where a connection manager is asked for
  private static <T> T silent(Class<T> type, ServerConnectionManager connections) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> nothing(method, connections)));
  }

  private static Object nothing(Method method, ServerConnectionManager connections) {
    Class<?> result = method.getReturnType();
    if (result == ServerConnectionManager.class) {
      return connections;
    }
    if (result == boolean.class) {
      return method.getName().equals("isLive");
    }
    if (result == int.class) {
      return 0;
    }
    if (result == Map.class) {
      return Map.of();
    }
    return Collection.class.isAssignableFrom(result) ? List.of() : null;
  }

  private static final class NoAddress implements AddressPicker {
    private final Address address = new Address(InetAddress.getLoopbackAddress(), 0);

    @Override
    public void pickAddress() {
      // There is nothing to pick from.
    }

    @Override
    public Address getBindAddress(EndpointQualifier qualifier) {
      return address;
    }

    @Override
    public Address getPublicAddress(EndpointQualifier qualifier) {
      return address;
    }

    @Override
    public Map<EndpointQualifier, Address> getPublicAddressMap() {
      return Map.of(EndpointQualifier.MEMBER, address);
    }

    @Override
    public Map<EndpointQualifier, Address> getBindAddressMap() {
      return Map.of(EndpointQualifier.MEMBER, address);
    }

    @Override
    public ServerSocketChannel getServerSocketChannel(EndpointQualifier qualifier) {
      return null;
    }

    @Override
    public Map<EndpointQualifier, ServerSocketChannel> getServerSocketChannels() {
      return Map.of();
    }
  }
}
