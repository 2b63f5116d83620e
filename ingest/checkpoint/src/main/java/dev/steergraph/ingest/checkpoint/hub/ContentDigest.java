package dev.steergraph.ingest.checkpoint.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Checks a file's content against the name that the hub gives it. */
final class ContentDigest {

    private final String expected;
    private final Optional<MessageDigest> digest;

    private ContentDigest(String expected, Optional<MessageDigest> digest) {
        this.expected = expected;
        this.digest = digest;
    }

    static ContentDigest of(RemoteFile file) {
        try {
            if (file.etag().matches("[0-9a-f]{64}")) {
                return new ContentDigest(file.etag(), Optional.of(MessageDigest.getInstance("SHA-256")));
            }
            if (file.etag().matches("[0-9a-f]{40}")) {
                // What `git hash-object` computes.
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                sha1.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
                return new ContentDigest(file.etag(), Optional.of(sha1));
            }
            // A mirror's own name for it says nothing of the content; its size is all that can be checked.
            return new ContentDigest(file.etag(), Optional.empty());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 and SHA-256.", e);
        }
    }

    void update(byte[] bytes, int length) {
        digest.ifPresent(of -> of.update(bytes, 0, length));
    }

    /** Whether all that was given is the content; to be asked once. */
    boolean matches() {
        return digest.map(of -> HexFormat.of().formatHex(of.digest()).equals(expected))
                .orElse(true);
    }
}
