package dev.steergraph.core.io;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Whether one can listen at a port: asked before something long is begun that would be in vain without it. */
public final class FreePort {

    private static final int LARGEST = 65_535;

    private FreePort() {}

    /**
     * Listens there for a moment.
     *
     * @param port 0 for any, which is always free
     * @throws UserError if something else listens there, the port is none, or this machine does not have the address
     */
    public static void require(InetAddress address, int port) throws IOException {
        if (port < 0 || port > LARGEST) {
            throw new UserError("a port must be 0 to " + LARGEST + ", not " + port);
        }
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: connections that have just ended do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (BindException e) {
            throw refused(address, port, e);
        }
    }

    /** What to say where binding has failed. */
    public static UserError refused(InetAddress address, int port, Exception cause) {
        String why = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (why.contains("permission")) {
            return new UserError(
                    "port " + port + " needs rights that this process does not have; choose one from 1024 on", cause);
        }
        if (why.contains("assign")) {
            return new UserError(
                    address.getHostAddress() + " is not an address of this machine; give one of its addresses, or"
                            + " 0.0.0.0 for all",
                    cause);
        }
        return new UserError(
                "port " + port + " of " + address.getHostAddress()
                        + " is taken; stop what listens there, choose another port, or port 0 for any free one",
                cause);
    }
}
