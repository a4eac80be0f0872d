package dev.wadi.wasm.http;

import java.net.InetAddress;
import java.util.List;

/// Whom a plugin may send requests to.
public record AllowedHosts(List<HttpHost> hosts) {
  public AllowedHosts {
    hosts = List.copyOf(hosts);
  }

  /// @throws HttpProblem if the request is for a host that was not granted
  public void check(OutgoingRequest request) throws HttpProblem {
    boolean granted =
        hosts.stream()
            .anyMatch(host -> host.covers(request.host(), request.port(), request.usualPort()));
    if (!granted) {
      throw HttpProblem.forbidden("it was not granted " + request.wanted());
    }
  }

  /// Looks a name up.
  ///
  /// @param nanos how long to wait
  /// @return an address that the request may be sent to
  /// @throws HttpProblem if the name leads to where it must not: one such address among several is
  ///   enough
  InetAddress resolve(OutgoingRequest request, long nanos)
      throws HttpProblem, InterruptedException {
    List<InetAddress> found = HostNames.lookUp(request.host(), nanos);
    for (InetAddress address : found) {
      checkAddress(request, address);
    }
    return found.getFirst();
  }

  private void checkAddress(OutgoingRequest request, InetAddress address) throws HttpProblem {
    boolean listed =
        hosts.stream().anyMatch(host -> host.names(address, request.port(), request.usualPort()));
    boolean named =
        hosts.stream()
            .anyMatch(host ->
                !host.below() && host.covers(request.host(), request.port(), request.usualPort()));
    boolean refused = AddressRules.isGuarded(address) || AddressRules.isPrivate(address) && !named;
    if (refused && !listed) {
      throw HttpProblem.forbidden(
          "the host '%s' has the address %s, which a plugin reaches only if it is granted itself"
              .formatted(request.host(), address.getHostAddress()));
    }
  }
}
