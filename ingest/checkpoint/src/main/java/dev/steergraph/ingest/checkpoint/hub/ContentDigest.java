package dev.steergraph.ingest.checkpoint.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Checks a file's content against the name that the hub gives it. */
final class ContentDigest {

    private final String expected;
    private final @Nullable MessageDigest digest;

    private ContentDigest(String expected, @Nullable MessageDigest digest) {
        this.expected = expected;
        this.digest = digest;
    }

    static ContentDigest of(RemoteFile file) {
        try {
            if (file.etag().matches("[0-9a-f]{64}")) {
                return new ContentDigest(file.etag(), MessageDigest.getInstance("SHA-256"));
            }
            if (file.etag().matches("[0-9a-f]{40}")) {
                // What `git hash-object` computes.
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                sha1.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
                return new ContentDigest(file.etag(), sha1);
            }
            // A mirror's own name for it says nothing of the content; its size is all that can be checked.
            return new ContentDigest(file.etag(), null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 and SHA-256.", e);
        }
    }

    void update(byte[] bytes, int length) {
        if (digest != null) {
            digest.update(bytes, 0, length);
        }
    }

    /** Whether all that was given is the content; to be asked once. */
    boolean matches() {
        return digest == null || HexFormat.of().formatHex(digest.digest()).equals(expected);
    }
}
