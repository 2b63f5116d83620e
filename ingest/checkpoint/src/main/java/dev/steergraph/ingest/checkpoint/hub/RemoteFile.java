package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.net.http.HttpHeaders;
import java.util.OptionalLong;

/**
 * What the hub says of one file before it is fetched.
 *
 * @param etag name of its content: the SHA-256 of large files, Git's SHA-1 of small ones
 * @param size in bytes
 */
record RemoteFile(String path, String etag, long size) {

    /**
     * Reads the answer to HEAD. The X-Linked ones are of the content, the others perhaps of a redirect.
     *
     * @param listed the size that the listing gives, for servers that compress and then do not know it
     */
    static RemoteFile of(String path, int status, HttpHeaders headers, OptionalLong listed) {
        String raw = headers.firstValue("X-Linked-Etag")
                .or(() -> headers.firstValue("ETag"))
                .orElse("");
        String etag = raw.replaceFirst("^W/", "").replace("\"", "");
        OptionalLong size = headers.firstValueAsLong("X-Linked-Size");
        if (size.isEmpty() && status / 100 == 2) {
            size = headers.firstValueAsLong("Content-Length");
        }
        size = size.isPresent() ? size : listed;
        if (!etag.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}") || size.isEmpty() || size.getAsLong() < 0) {
            throw new UserError("The hub does not say what " + path + " contains (ETag \"" + raw + "\", "
                    + (size.isPresent() ? size.getAsLong() + " bytes" : "no length") + "); check HF_ENDPOINT.");
        }
        return new RemoteFile(path, etag, size.getAsLong());
    }
}
