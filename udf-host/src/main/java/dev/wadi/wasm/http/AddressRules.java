package dev.wadi.wasm.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Which addresses are not to be reached by a name.
final class AddressRules {
  // Where clouds tell machines their secrets; those of most are link-local.
  private static final Set<InetAddress> METADATA =
      Set.of(
          InetAddress.ofLiteral("100.100.100.200"),
          InetAddress.ofLiteral("168.63.129.16"),
          InetAddress.ofLiteral("192.0.0.192"),
          InetAddress.ofLiteral("fd00:ec2::254"),
          InetAddress.ofLiteral("fd20:ce::254"));

  private AddressRules() {}

  /// Whether it is the machine itself, its link, many machines at once, or for machines' secrets:
  /// reached only if the address itself is granted.
  static boolean isGuarded(InetAddress address) {
    return embedded(address).stream().anyMatch(AddressRules::isGuardedItself);
  }

  private static boolean isGuardedItself(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean thisNetwork = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xF0) == 0xF0);
    return thisNetwork
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(address);
  }

  /// Whether it is one of a private network: reached only by a name that is granted in full.
  static boolean isPrivate(InetAddress address) {
    return embedded(address).stream().anyMatch(AddressRules::isPrivateItself);
  }

  private static boolean isPrivateItself(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean unique = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    return address.isSiteLocalAddress() || unique || shared;
  }

  // An address of version 6 may be a way to one of version 4: compatible, translated (NAT64), or
  // tunnelled (6to4).
  private static List<InetAddress> embedded(InetAddress address) {
    if (address instanceof Inet4Address) {
      return List.of(address);
    }
    byte[] bytes = ((Inet6Address) address).getAddress();
    boolean tail = isZero(bytes, 0, 10) || startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B);
    if (tail) {
      return List.of(address, versionFour(bytes, 12));
    }
    return startsWith(bytes, 0x20, 0x02)
        ? List.of(address, versionFour(bytes, 2))
        : List.of(address);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress versionFour(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four bytes are always an address
    }
  }
}
