package dev.steergraph.core.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A checksum over metadata and tensors. */
final class Seal {

    static final String KEY = "sha256";

    private Seal() {}

    /** SHA-256, lower-case hexadecimal. */
    static String of(Map<String, String> metadata, List<Tensor> tensors) {
        MessageDigest digest = Sha256.digest();
        new TreeMap<>(metadata).forEach((key, value) -> {
            if (!key.equals(KEY)) {
                add(digest, key + "=" + value);
            }
        });
        for (Tensor tensor : tensors) {
            add(digest, tensor.name() + " " + tensor.dtype() + Arrays.toString(tensor.shape()));
            digest.update(tensor.data().duplicate().rewind());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its end marked, so that no two lists of texts run together to one. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
