package dev.steergraph.ingest.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.Share;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a share of the tables for {@code neo4j-admin} consists of: {@code share.I-of-N.json}, written last.
 *
 * @param tables identity of what the rows are made of
 * @param files data, with checksums
 */
record AdminShare(String tables, List<Part> files) {

    private static final Pattern NAME = Pattern.compile("share\\.(\\d{1,9})-of-(\\d{1,9})\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    AdminShare {
        Objects.requireNonNull(tables, "\"tables\" is missing");
        files = List.copyOf(Objects.requireNonNull(files, "\"files\" is missing"));
    }

    private static String name(Share share) {
        return "share." + share.index() + "-of-" + share.of() + ".json";
    }

    void write(Path folder, Share share) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(this);
        AtomicFile.write(folder.resolve(name(share)), out -> out.write(bytes));
    }

    /** Whether a share is there and whole. */
    static boolean isDone(Path folder, Share share, String tables) throws IOException {
        Path file = folder.resolve(name(share));
        return Files.isRegularFile(file) && read(file).isOf(folder, tables);
    }

    private static AdminShare read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), AdminShare.class);
        } catch (JsonProcessingException e) {
            return new AdminShare("", List.of()); // of nothing that is known
        }
    }

    private boolean isOf(Path folder, String asked) throws IOException {
        if (!tables.equals(asked)) {
            return false;
        }
        for (Part part : files) {
            Path file = folder.resolve(part.path());
            if (!Files.isRegularFile(file)
                    || Files.size(file) != part.bytes()
                    || !Sha256.of(file).equals(part.sha256())) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many shares there are, all of which are whole.
     *
     * @throws UserError naming those that are missing, damaged, or of other tables
     */
    static int complete(Path folder, String tables) throws IOException {
        int shares = 0;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "share.*.json")) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    shares = name.matches() ? Math.max(shares, Integer.parseInt(name.group(2))) : shares;
                }
            }
        }
        if (shares == 0) {
            throw new UserError(
                    folder + " has no share of the tables; run this with --part I/N first, for each I below N.");
        }
        for (int i = 0; i < shares; i++) {
            if (!isDone(folder, new Share(i, shares), tables)) {
                throw new UserError("Share " + i + "/" + shares + " of the tables in " + folder
                        + " is missing, damaged, or of a run that has changed since; run this with --part " + i + "/"
                        + shares + " again.");
            }
        }
        return shares;
    }
}
