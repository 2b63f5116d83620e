package dev.steergraph.ingest.load;

import dev.steergraph.core.io.Written;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of tables for {@code neo4j-admin}: {@code NAME-header.csv}, and the data in one file or in one for each share. */
final class AdminFiles {

    private final Path folder;
    private final Share share;
    private final boolean hasHeaders;
    private final boolean hasData;
    private final List<String> names = new ArrayList<>();
    private final List<Part> written = new ArrayList<>();

    private AdminFiles(Path folder, Share share, boolean hasHeaders, boolean hasData) {
        this.folder = folder;
        this.share = share;
        this.hasHeaders = hasHeaders;
        this.hasData = hasData;
    }

    /** All of it. */
    static AdminFiles whole(Path folder) {
        return new AdminFiles(folder, Share.WHOLE, true, true);
    }

    /** The data of a share. */
    static AdminFiles part(Path folder, Share share) {
        return new AdminFiles(folder, share, false, true);
    }

    /** What is beside the data of so many shares. */
    static AdminFiles joined(Path folder, int shares) {
        return new AdminFiles(folder, new Share(0, shares), true, false);
    }

    /** Writes of a table what is to be written. @return the names of all its files, the header first */
    List<String> table(String name, List<String> header, AdminCsv.Rows rows) throws IOException {
        String head = name + "-header.csv";
        if (hasHeaders) {
            AdminCsv.writeHeader(folder.resolve(head), header);
        }
        if (hasData) {
            Written data = AdminCsv.write(folder.resolve(data(name, share)), share, rows);
            written.add(new Part(data(name, share), data.bytes(), data.sha256()));
        }
        List<String> all = Stream.concat(
                        Stream.of(head),
                        IntStream.range(0, share.of()).mapToObj(i -> data(name, new Share(i, share.of()))))
                .toList();
        names.addAll(all);
        return all;
    }

    private static String data(String name, Share share) {
        return name + (share.of() == 1 ? "" : "." + share.index() + "-of-" + share.of()) + ".csv.gz";
    }

    /** All files of all tables, whoever wrote them. */
    List<Path> all() {
        return names.stream().map(folder::resolve).toList();
    }

    /** Data that was written. */
    List<Part> written() {
        return List.copyOf(written);
    }
}
