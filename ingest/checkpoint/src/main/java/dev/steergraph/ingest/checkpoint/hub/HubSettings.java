package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub and its cache are, by the environment variables that the hub's own tools read.
 *
 * @param token null for nobody; never in messages or logs
 * @param firstWait how long to wait after a first failure; doubled after each further one
 * @param idleTimeout how long a server may send nothing
 */
public record HubSettings(
        URI endpoint,
        @Nullable String token,
        Path cache,
        boolean offline,
        ProxySelector proxies,
        Duration firstWait,
        Duration idleTimeout) {

    private static final Set<String> YES = Set.of("1", "on", "yes", "true");

    public static HubSettings of(Map<String, String> env) {
        String home = env.getOrDefault("HOME", System.getProperty("user.home"));
        Path cacheHome = path(env.get("XDG_CACHE_HOME"), home, Path.of(home, ".cache"));
        Path hfHome = path(env.get("HF_HOME"), home, cacheHome.resolve("huggingface"));
        Path cache = path(first(env, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"), home, hfHome.resolve("hub"));
        String offline = first(env, "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE");
        return new HubSettings(
                endpoint(env.getOrDefault("HF_ENDPOINT", "")),
                token(env, path(env.get("HF_TOKEN_PATH"), home, hfHome.resolve("token"))),
                cache,
                offline != null && YES.contains(offline.toLowerCase(Locale.ROOT)),
                EnvironmentProxies.of(env),
                Duration.ofMillis(500),
                Duration.ofSeconds(30));
    }

    public HubSettings withTimeouts(Duration first, Duration idle) {
        return new HubSettings(endpoint, token, cache, offline, proxies, first, idle);
    }

    /** Whether a request to that address goes to the endpoint itself and may carry the token. */
    boolean isEndpoint(URI uri) {
        return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
                && endpoint.getHost().equalsIgnoreCase(uri.getHost())
                && port(endpoint) == port(uri);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HubSettings[" + endpoint + ", " + cache + (offline ? ", offline]" : "]");
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static @Nullable String first(Map<String, String> env, String... names) {
        for (String name : names) {
            if (env.get(name) != null && !env.get(name).isBlank()) {
                return env.get(name);
            }
        }
        return null;
    }

    private static Path path(@Nullable String text, String home, Path otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        return text.equals("~") || text.startsWith("~/") ? Path.of(home + text.substring(1)) : Path.of(text);
    }

    private static URI endpoint(String text) {
        String chosen = text.isBlank() ? "https://huggingface.co" : text.strip().replaceFirst("/+$", "");
        try {
            URI uri = URI.create(chosen);
            if (uri.getHost() != null
                    && Set.of("http", "https").contains(uri.getScheme())
                    && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as what is an address but not of a hub.
        }
        throw new UserError(
                "HF_ENDPOINT is \"" + text + "\", which is no address; write it like https://huggingface.co.");
    }

    private static @Nullable String token(Map<String, String> env, Path file) {
        String token = first(env, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
        String from = "HF_TOKEN";
        if (token == null && Files.isRegularFile(file)) {
            from = file.toString();
            try {
                token = Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (token == null || token.isBlank()) {
            return null;
        }
        String bare = token.strip();
        if (!bare.matches("[!-~]+")) {
            throw new UserError("The token in " + from + " has characters that no token has; copy it again.");
        }
        return bare;
    }
}
