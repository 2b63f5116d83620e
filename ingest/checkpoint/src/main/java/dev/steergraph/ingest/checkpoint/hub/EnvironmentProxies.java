package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name (in either case of letters); Java's own where they name none. */
final class EnvironmentProxies extends ProxySelector {

    private final Map<String, String> env;

    private EnvironmentProxies(Map<String, String> env) {
        this.env = env;
    }

    static ProxySelector of(Map<String, String> env) {
        return new EnvironmentProxies(env);
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<String> proxy = variable(uri.getScheme() + "_proxy");
        if (proxy.isEmpty()) {
            return Optional.ofNullable(ProxySelector.getDefault())
                    .map(system -> system.select(uri))
                    .orElse(List.of(Proxy.NO_PROXY));
        }
        if (excluded(uri.getHost())) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = address(uri.getScheme(), proxy.get());
        int port = address.getPort() >= 0 ? address.getPort() : 80;
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails as well and is tried again.
    }

    private Optional<String> variable(String name) {
        String value = env.getOrDefault(name, env.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    private boolean excluded(String host) {
        String list = variable("no_proxy").orElse("");
        List<String> suffixes = new ArrayList<>();
        for (String entry : list.split(",")) {
            suffixes.add(entry.strip().replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT));
        }
        String name = host.toLowerCase(Locale.ROOT);
        return suffixes.contains("*")
                || suffixes.stream().anyMatch(s -> !s.isEmpty() && (name.equals(s) || name.endsWith("." + s)));
    }

    private static URI address(String scheme, String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, without the text: it may hold a password.
        }
        throw new UserError(
                "The environment variable " + scheme + "_proxy is no address; write it like http://proxy:3128.");
    }
}
