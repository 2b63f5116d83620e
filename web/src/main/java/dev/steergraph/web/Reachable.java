package dev.steergraph.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The address that one gives to others. */
final class Reachable {

    private Reachable() {}

    /** Empty if nobody else can come, or an address of its own says it all. */
    static Optional<URI> from(Access access, int port) {
        if (!access.names().isEmpty()) {
            return Optional.of(named(access, port));
        }
        return access.address().isAnyLocalAddress()
                ? ofThisMachine().map(address -> URI.create("http://" + literal(address) + ":" + port + "/"))
                : Optional.empty();
    }

    /** A server before this one is where it is found by its name; without one, it is found at the port. */
    private static URI named(Access access, int port) {
        String name = access.names().get(0);
        boolean hasPort = name.lastIndexOf(':') > name.lastIndexOf(']');
        boolean direct = access.proxies().isEmpty();
        return URI.create((direct ? "http://" : "https://") + name + (hasPort || !direct ? "" : ":" + port) + "/");
    }

    /** The first address by which others reach this machine; IPv4 before IPv6, real networks before those of containers. */
    private static Optional<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Reachable::reachesOthers)
                    .sorted(Comparator.comparing(NetworkInterface::isVirtual)
                            .thenComparing(one -> one.getName().matches("(docker|br-|veth|virbr).*"))
                            .thenComparing(NetworkInterface::getIndex))
                    .flatMap(one -> addresses(one))
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty(); // It is the machine's own then.
        }
    }

    private static Stream<InetAddress> addresses(NetworkInterface network) {
        return network.inetAddresses()
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)));
    }

    private static boolean reachesOthers(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet4Address ? text : "[" + text + "]";
    }
}
