package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;

/** The servers whose word is taken for how somebody reached them: anybody could write the headers that they write. */
public final class TrustedProxies {

    private final List<String> addresses;

    public TrustedProxies(List<InetAddress> addresses) {
        this.addresses = addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    /** Whether the request came through one of them, and to it encrypted. */
    public boolean sayEncrypted(Context ctx) {
        String from = ctx.req().getRemoteAddr().replaceAll("^\\[|]$", "");
        return addresses.contains(from)
                && Headers.of(ctx, "X-Forwarded-Proto")
                        .map(said -> said.split(",", 2)[0].strip())
                        .filter(said -> said.equalsIgnoreCase("https"))
                        .isPresent();
    }
}
