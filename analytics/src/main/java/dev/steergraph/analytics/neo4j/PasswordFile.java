package dev.steergraph.analytics.neo4j;

import dev.steergraph.analytics.file.WholeFile;
import dev.steergraph.cypher.UserError;
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

/** The embedded database's password: made once, at random, in a file that only its owner may read. */
final class PasswordFile {

    private static final int RANDOM_BYTES = 24;
    private static final int SHORTEST = 8;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PasswordFile() {}

    /** The password in the file, which is made if it is missing. @throws UserError if others have rights on the file */
    static String readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(bytes);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            WholeFile.writePrivate(file, out -> out.write(password.getBytes(StandardCharsets.US_ASCII)));
        }
        check(file);
        String password = Files.readString(file).stripTrailing();
        if (password.length() < SHORTEST) {
            throw new UserError("the password in " + file + " is shorter than " + SHORTEST
                    + " characters; delete the file, and a new one is made");
        }
        return password;
    }

    /** @throws UserError if others than the owner have rights on the file */
    static void check(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new UserError("the password file " + file + " is open to other users; run: chmod 600 " + file);
        }
    }
}
