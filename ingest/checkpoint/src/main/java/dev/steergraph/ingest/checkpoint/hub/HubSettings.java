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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the hub and its cache are, by the environment variables that the hub's own tools read.
 *
 * @param token nothing for nobody; never in messages or logs
 * @param firstWait how long to wait after a first failure; doubled after each further one
 * @param idleTimeout how long a server may send nothing
 */
public record HubSettings(
        URI endpoint,
        Optional<String> token,
        Path cache,
        boolean offline,
        ProxySelector proxies,
        Duration firstWait,
        Duration idleTimeout) {

    private static final Set<String> YES = Set.of("1", "on", "yes", "true");

    public static HubSettings of(Map<String, String> env) {
        String home = env.getOrDefault("HOME", System.getProperty("user.home"));
        Path cacheHome = path(first(env, "XDG_CACHE_HOME"), home, Path.of(home, ".cache"));
        Path hfHome = path(first(env, "HF_HOME"), home, cacheHome.resolve("huggingface"));
        Path cache = path(first(env, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"), home, hfHome.resolve("hub"));
        Optional<String> offline = first(env, "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE");
        return new HubSettings(
                endpoint(env.getOrDefault("HF_ENDPOINT", "")),
                token(env, path(first(env, "HF_TOKEN_PATH"), home, hfHome.resolve("token"))),
                cache,
                offline.filter(said -> YES.contains(said.toLowerCase(Locale.ROOT)))
                        .isPresent(),
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

    /** The first of these variables that says something. */
    private static Optional<String> first(Map<String, String> env, String... names) {
        return Stream.of(names)
                .map(name -> env.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static Path path(Optional<String> text, String home, Path otherwise) {
        return text.map(said -> said.equals("~") || said.startsWith("~/") ? home + said.substring(1) : said)
                .map(Path::of)
                .orElse(otherwise);
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

    private static Optional<String> token(Map<String, String> env, Path file) {
        Optional<String> variable = first(env, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
        if (variable.isPresent() || !Files.isRegularFile(file)) {
            return bare(variable, "HF_TOKEN");
        }
        try {
            return bare(Optional.of(Files.readString(file)), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> bare(Optional<String> text, String from) {
        Optional<String> token = text.map(String::strip).filter(said -> !said.isEmpty());
        if (token.filter(said -> !said.matches("[!-~]+")).isPresent()) {
            throw new UserError("The token in " + from + " has characters that no token has; copy it again.");
        }
        return token;
    }
}
