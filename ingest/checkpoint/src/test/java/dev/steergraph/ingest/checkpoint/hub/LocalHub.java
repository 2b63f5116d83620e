package dev.steergraph.ingest.checkpoint.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers as the hub does for one repository, org/model unless it is called otherwise, and a second one that it sends large files to, as
 * the hub does to its content network. What goes wrong is chosen per test.
 */
public final class LocalHub implements AutoCloseable {

    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final int PIECE = 1 << 16;

    /** Something that a server does wrong with one answer. */
    enum Fault {
        BREAK_OFF,
        CORRUPT,
        STALL,
        BUSY,
        EXPIRED
    }

    /** A request as it came. */
    public record Request(String server, String method, String path, String authorization, String range) {}

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> etags = new LinkedHashMap<>();
    private final Set<String> large = new HashSet<>();
    public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    final Queue<Fault> faults = new ConcurrentLinkedDeque<>();
    final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String repository;
    private final HttpServer hub;
    private final HttpServer content;

    /** Those who ask with another are refused. */
    @Nullable
    public String tokenNeeded;

    boolean ranges = true;
    boolean renamed;
    long announced;

    @Nullable
    CyclicBarrier together;

    public LocalHub() throws IOException {
        this("org/model");
    }

    /** @param repository organisation and name */
    public LocalHub(String repository) throws IOException {
        this.repository = repository;
        hub = server(this::answer);
        content = server(this::answerContent);
    }

    private HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    public LocalHub small(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        etags.put(path, digest(path));
        return this;
    }

    public LocalHub large(String path, byte[] bytes) {
        files.put(path, bytes);
        large.add(path);
        etags.put(path, digest(path));
        return this;
    }

    /** The name that the hub gives a file's content. */
    String etag(String path) {
        return Objects.requireNonNull(etags.get(path), path);
    }

    private byte[] content(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    private String digest(String path) {
        byte[] bytes = content(path);
        try {
            MessageDigest digest = MessageDigest.getInstance(large.contains(path) ? "SHA-256" : "SHA-1");
            if (!large.contains(path)) {
                digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String method, String part) {
        synchronized (requests) {
            return requests.stream()
                    .filter(r -> r.method().equals(method) && r.path().contains(part))
                    .count();
        }
    }

    @Override
    public void close() {
        over.countDown();
        hub.stop(0);
        content.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = note("hub", exchange);
        if (renamed && path.contains("/old")) {
            exchange.getResponseHeaders().set("Location", path.replace("/old", "/" + repository));
            exchange.sendResponseHeaders(307, -1);
        } else if (path.startsWith("/api/models/" + repository + "/revision/")) {
            answerListing(exchange, path.substring(("/api/models/" + repository + "/revision/").length()));
        } else if (path.matches("/" + repository + "/resolve/(main|" + COMMIT + ")/.*")) {
            answerFile(exchange, path.replaceFirst("/" + repository + "/resolve/[^/]+/", ""));
        } else {
            refuse(exchange, tokenNeeded == null || authorized(exchange) ? 404 : 401, "RepoNotFound");
        }
        exchange.close();
    }

    private void answerListing(HttpExchange exchange, String revision) throws IOException {
        if (faults.peek() == Fault.BUSY) {
            faults.poll();
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        if (!List.of("main", "v1.0", COMMIT).contains(revision)) {
            refuse(exchange, 404, "RevisionNotFound");
            return;
        }
        ObjectNode answer =
                new ObjectMapper().createObjectNode().put("id", repository).put("sha", COMMIT);
        var siblings = answer.putArray("siblings");
        files.forEach((name, bytes) -> {
            ObjectNode sibling = siblings.addObject()
                    .put("rfilename", name)
                    .put("size", bytes.length)
                    .put("blobId", "b".repeat(40));
            if (large.contains(name)) {
                sibling.putObject("lfs").put("sha256", etag(name)).put("size", bytes.length);
            }
        });
        byte[] json = new ObjectMapper().writeValueAsBytes(answer);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
    }

    private void answerFile(HttpExchange exchange, String path) throws IOException {
        if (tokenNeeded != null && !authorized(exchange)) {
            refuse(exchange, exchange.getRequestHeaders().containsKey("Authorization") ? 403 : 401, "GatedRepo");
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (large.contains(path)) {
            exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + etag(path) + "\"");
            exchange.getResponseHeaders().set("X-Linked-Size", "" + (announced > 0 ? announced : content(path).length));
            exchange.getResponseHeaders().set("ETag", "\"of-the-redirect\"");
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + content.getAddress().getPort() + "/" + path + "?signed=yes");
            exchange.sendResponseHeaders(302, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", "W/\"" + etag(path) + "\"");
            send(exchange, content(path));
        }
    }

    private void answerContent(HttpExchange exchange) throws IOException {
        String path = note("content", exchange).substring(1);
        if (together != null) {
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                exchange.sendResponseHeaders(500, -1);
            }
        }
        send(exchange, content(path));
        exchange.close();
    }

    private void send(HttpExchange exchange, byte[] whole) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int first = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        byte[] bytes = Arrays.copyOfRange(whole, first, whole.length);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", "" + bytes.length);
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Fault fault = faults.poll();
        if (fault == Fault.BUSY || fault == Fault.EXPIRED) {
            exchange.sendResponseHeaders(fault == Fault.BUSY ? 503 : 403, -1);
            return;
        }
        exchange.sendResponseHeaders(first > 0 ? 206 : 200, bytes.length);
        if (fault == Fault.CORRUPT) {
            bytes[bytes.length / 2] ^= 1;
        }
        int length = fault == Fault.BREAK_OFF || fault == Fault.STALL ? bytes.length / 2 : bytes.length;
        for (int at = 0; at < length; at += PIECE) {
            exchange.getResponseBody().write(bytes, at, Math.min(PIECE, length - at));
        }
        exchange.getResponseBody().flush();
        if (fault == Fault.STALL) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String note(String server, HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        requests.add(new Request(
                server,
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Range")));
        return path;
    }

    private boolean authorized(HttpExchange exchange) {
        return ("Bearer " + tokenNeeded).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("X-Error-Code", code);
        exchange.sendResponseHeaders(status, -1);
    }
}
