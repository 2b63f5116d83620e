package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void aPortIsTakenWhileSomethingListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            port = taken.getLocalPort();
            for (InetAddress address : new InetAddress[] {LOOPBACK, InetAddress.getByName("0.0.0.0")}) {
                assertThatThrownBy(() -> FreePort.require(address, port))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("port " + port + " of " + address.getHostAddress() + " is taken");
            }
        }
        assertThatCode(() -> FreePort.require(LOOPBACK, port)).doesNotThrowAnyException();
        assertThatCode(() -> FreePort.require(LOOPBACK, 0)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoPortOrNotOursIsSaid() {
        assertThatThrownBy(() -> FreePort.require(LOOPBACK, 70_000))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("0 to 65535");
        // An address for documentation, which no machine has.
        assertThatThrownBy(() -> FreePort.require(InetAddress.getByName("192.0.2.1"), 7070))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("192.0.2.1 is not an address of this machine");
    }
}
