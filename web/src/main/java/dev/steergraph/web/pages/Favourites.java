package dev.steergraph.web.pages;

import dev.steergraph.cypher.CypherFile;
import dev.steergraph.cypher.StandaloneQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What Neo4j Browser imports as favourites: a folder of {@code .cypher} files, each called by its first comment. */
final class Favourites {

    /** Of every file, so that the same queries are the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Favourites() {}

    /** The zip file; its folder is called by the run, so that favourites of several runs stand side by side. */
    static byte[] zip(List<CypherFile> queries, String run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (CypherFile query : queries) {
                ZipEntry entry = new ZipEntry(folder(run) + "/" + query.name().replace("queries/", ""));
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(StandaloneQuery.of(query, run).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String folder(String run) {
        return "SteerGraph " + run;
    }
}
