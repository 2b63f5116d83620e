package dev.steergraph.ingest.checkpoint.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the hub about one repository. Redirects are followed here and not by Java's client: the token goes to the endpoint
 * alone, never to the servers that it sends us to for large files.
 */
final class HubClient {

    private static final int MAX_REDIRECTS = 10;

    private final HubSettings settings;
    private final RepositoryId id;
    private final HttpClient http;

    HubClient(HubSettings settings, RepositoryId id) {
        this.settings = settings;
        this.id = id;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .proxy(settings.proxies())
                .build();
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(settings.firstWait());
    }

    /** The files of the revision, and which commit it is. */
    Listing listing() throws IOException {
        String path = "/api/models/" + id.name() + "/revision/" + encoded(id.revision()) + "?blobs=true";
        RetryPolicy retries = retryPolicy();
        while (true) {
            try (InputStream body = body(send("GET", path, -1))) {
                return Listing.ofRevision(new ObjectMapper().readTree(body));
            } catch (JsonProcessingException e) {
                throw new UserError(settings.endpoint() + " does not answer as a hub does; check HF_ENDPOINT.", e);
            } catch (IOException e) {
                retries.afterFailure(e);
            }
        }
    }

    /** What is to be known of a file before it is fetched. */
    RemoteFile describe(Listing listing, String file) throws IOException {
        RetryPolicy retries = retryPolicy();
        while (true) {
            try {
                HttpResponse<InputStream> response = send("HEAD", resolve(listing.commit(), file), -1);
                response.body().close();
                return RemoteFile.of(file, response.statusCode(), response.headers(), listing.size(file));
            } catch (IOException e) {
                retries.afterFailure(e);
            }
        }
    }

    /** A file's content from byte {@code first} on (status 206), or all of it (200), or nothing (416). Asked once only. */
    HttpResponse<InputStream> content(String commit, String file, long first) throws IOException {
        return send("GET", resolve(commit, file), first);
    }

    /** Its body, which fails instead of waiting for ever. */
    IdleTimeoutInputStream body(HttpResponse<InputStream> response) {
        return new IdleTimeoutInputStream(response.body(), settings.idleTimeout());
    }

    private String resolve(String commit, String file) {
        return "/" + id.name() + "/resolve/" + commit + "/"
                + Arrays.stream(file.split("/")).map(HubClient::encoded).collect(Collectors.joining("/"));
    }

    /** @param first byte to begin with; negative for a request without Range */
    private HttpResponse<InputStream> send(String method, String path, long first) throws IOException {
        URI uri = URI.create(settings.endpoint() + path);
        for (int i = 0; i < MAX_REDIRECTS; i++) {
            boolean ours = settings.isEndpoint(uri);
            HttpResponse<InputStream> response = exchange(method, uri, first, ours);
            int status = response.statusCode();
            Optional<String> location =
                    response.headers().firstValue("Location").filter(place -> status / 100 == 3);
            URI next = location.isPresent() ? redirect(uri, location.get()) : uri;
            // The endpoint knows size and checksum of what it sends us elsewhere for.
            if (status / 100 == 2
                    || status == 416 && first >= 0
                    || location.isPresent() && method.equals("HEAD") && !settings.isEndpoint(next)) {
                return response;
            }
            response.body().close();
            if (location.isEmpty()) {
                throw failure(path, ours, response);
            }
            uri = next;
        }
        throw new UserError(settings.endpoint() + path + " redirects in circles; check HF_ENDPOINT.");
    }

    private HttpResponse<InputStream> exchange(String method, URI uri, long first, boolean ours) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .timeout(settings.idleTimeout())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "steergraph");
        if (ours && settings.token().isPresent()) {
            request.header("Authorization", "Bearer " + settings.token().get());
        }
        if (first > 0) {
            request.header("Range", "bytes=" + first + "-");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + uri.getHost());
        }
    }

    private URI redirect(URI from, String location) throws IOException {
        try {
            URI next = from.resolve(location);
            if ("https".equals(next.getScheme())
                    || "http".equals(next.getScheme()) && "http".equals(from.getScheme())) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new RetryPolicy.TransientFailure(from.getHost() + " redirects to what is no address", 0);
        }
        throw new UserError(from.getHost() + " redirects to an address that is not encrypted; it is not followed.");
    }

    private IOException failure(String path, boolean ours, HttpResponse<?> response) {
        int status = response.statusCode();
        String host = response.uri().getHost();
        // Elsewhere than at the endpoint a refusal is an address that has expired; the endpoint gives a new one.
        if (status == 408 || status == 429 || status >= 500 || !ours) {
            String after = response.headers().firstValue("Retry-After").orElse("");
            return new RetryPolicy.TransientFailure(
                    host + " answers with status " + status, after.matches("\\d{1,6}") ? Long.parseLong(after) : 0);
        }
        throw HubErrors.refused(settings, id, path, response);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
