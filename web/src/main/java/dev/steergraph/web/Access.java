package dev.steergraph.web;

import dev.steergraph.core.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From where the explorer can be reached, and by whom.
 *
 * @param address what it listens on; the wildcard address for all that this machine has
 * @param names by which it is called besides its addresses and {@code localhost}: {@code name} with any port, or
 *     {@code name:port}; in lower case
 * @param token what those must show who come; nobody need show anything if it is empty
 * @param proxies servers before this one that say truly whether a request reached them encrypted
 */
public record Access(InetAddress address, List<String> names, Optional<String> token, List<InetAddress> proxies) {

    /** This machine only, and everybody on it. */
    public static final Access LOCAL = new Access(InetAddress.getLoopbackAddress(), List.of(), Optional.empty());

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-f:.]{2,45}](:\\d{1,5})?");

    public Access {
        names = List.copyOf(names);
        proxies = List.copyOf(proxies);
        if (token.isEmpty() && reachesOut(address, names)) {
            throw new IllegalArgumentException("an explorer that others can reach needs a token");
        }
    }

    /** Without a server before this one. */
    public Access(InetAddress address, List<String> names, Optional<String> token) {
        this(address, names, token, List.of());
    }

    /** Whether people on other machines may come, directly or through a server that passes requests on. */
    public static boolean reachesOut(InetAddress address, List<String> names) {
        return !address.isLoopbackAddress() || !names.isEmpty();
    }

    /** @throws UserError if this machine knows no such host */
    public static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserError(
                    "the host " + host
                            + " is not an address of this machine; give one of its addresses, or 0.0.0.0 for all",
                    e);
        }
    }

    /** @throws UserError if one is no address */
    public static List<InetAddress> proxies(List<String> given) {
        return given.stream().map(Access::proxy).toList();
    }

    private static InetAddress proxy(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new UserError("the proxy " + address + " is not known; write its address, such as 127.0.0.1", e);
        }
    }

    /** @throws UserError if one is no name */
    public static List<String> names(List<String> given) {
        List<String> lower =
                given.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (String name : lower) {
            if (!NAME.matcher(name).matches()) {
                throw new UserError("the allowed host " + name
                        + " is not a host name; write a name such as lab.example or lab.example:8080");
            }
        }
        return lower;
    }
}
