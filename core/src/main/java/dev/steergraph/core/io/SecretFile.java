package dev.steergraph.core.io;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A password or token: made once, at random, in a file that only its owner may read. */
public final class SecretFile {

    private static final int RANDOM_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /**
     * The secret in the file, which is made if it is missing: 256 random bits.
     *
     * @param what it is, in a word
     * @param minLength how many characters one must have that somebody chose
     * @throws UserError if others have rights on the file, or what is in it is too short
     */
    public static String readOrCreate(Path file, String what, int minLength) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            AtomicFile.writePath(file, temporary -> {
                // Its owner's alone from the first byte on.
                Files.createFile(temporary, OwnerOnly.newFile());
                Files.writeString(temporary, secret, StandardCharsets.US_ASCII);
            });
        }
        check(file, what);
        String secret = FileFault.reading(file, () -> Files.readString(file)).stripTrailing();
        if (secret.length() < minLength) {
            throw new UserError("the " + what + " in " + file + " is shorter than " + minLength
                    + " characters; delete the file, and a new one is made");
        }
        return secret;
    }

    /** @throws UserError if others than the owner have rights on the file */
    public static void check(Path file, String what) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new UserError("the " + what + " file " + file + " is open to other users; run: chmod 600 " + file);
        }
    }
}
