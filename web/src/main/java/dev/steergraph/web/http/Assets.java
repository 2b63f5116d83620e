package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Files of the class path below one folder. They are few and do not change while the program runs, so each is read once.
 * Browsers ask again every time and are told that nothing changed.
 */
public final class Assets {

    /** No empty, "." or ".." part, hence nothing outside the folder. */
    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private record Asset(byte[] bytes, String contentType, String etag) {}

    private final String folder;
    private final ConcurrentMap<String, Asset> read = new ConcurrentHashMap<>();

    /** @param folder a folder of the class path, with a slash at its end and none at its beginning */
    public Assets(String folder) {
        this.folder = folder;
    }

    /** Answers with the file at this path below the folder. @throws Problem if there is none */
    public void serve(Context ctx, String path) {
        Asset asset = find(path).orElseThrow(() -> Problem.notFound("there is no file " + ctx.path()));
        ctx.header("Cache-Control", "no-cache").header("ETag", asset.etag());
        if (asset.etag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.contentType(asset.contentType()).result(asset.bytes());
        }
    }

    private Optional<Asset> find(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(read.computeIfAbsent(path, this::load));
    }

    private @Nullable Asset load(String path) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(folder + path)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            CRC32C checksum = new CRC32C();
            checksum.update(bytes);
            return new Asset(bytes, contentType(path), "\"" + Long.toHexString(checksum.getValue()) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "html" -> "text/html; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "json" -> "application/json";
            case "txt" -> "text/plain; charset=utf-8";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "ico" -> "image/x-icon";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "ttf" -> "font/ttf";
            case "mp4" -> "video/mp4";
            default -> "application/octet-stream";
        };
    }
}
