package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * A response as it can be sent again, as it is or compressed.
 *
 * @param contentType its header {@code Content-Type}, if it has one
 * @param disposition its header {@code Content-Disposition}, if it is a file
 * @param zipped the body compressed, if that is worth it
 */
record CachedResponse(
        Optional<String> contentType, Optional<String> disposition, byte[] body, Optional<byte[]> zipped, String etag) {

    private static final int MIN_ZIPPED = 1_000;
    private static final int OVERHEAD = 500;

    /** What a handler has just answered. */
    static CachedResponse of(Context ctx) throws IOException {
        byte[] body = body(ctx);
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return new CachedResponse(
                Optional.ofNullable(ctx.res().getContentType()),
                Optional.ofNullable(ctx.res().getHeader("Content-Disposition")),
                body,
                body.length < MIN_ZIPPED ? Optional.empty() : Optional.of(zip(body)),
                "W/\"" + Long.toHexString(checksum.getValue()) + "-" + body.length + "\"");
    }

    /** Sends it, or says that the client has it. */
    void send(Context ctx) {
        ctx.header("ETag", etag).header("Vary", "Accept-Encoding");
        if (Headers.contains(ctx, "If-None-Match", etag)) {
            ctx.status(304).result(new byte[0]);
            return;
        }
        disposition.ifPresent(value -> ctx.header("Content-Disposition", value));
        boolean zip = zipped.isPresent() && Headers.contains(ctx, "Accept-Encoding", "gzip");
        if (zip) {
            ctx.header("Content-Encoding", "gzip");
        }
        contentType.ifPresent(ctx::contentType);
        ctx.result(zip ? zipped.orElseThrow() : body);
    }

    /** Bytes of memory, about. */
    int weight() {
        return OVERHEAD + body.length + zipped.map(bytes -> bytes.length).orElse(0);
    }

    private static byte[] body(Context ctx) throws IOException {
        try (InputStream in = ctx.resultInputStream()) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static byte[] zip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }
}
