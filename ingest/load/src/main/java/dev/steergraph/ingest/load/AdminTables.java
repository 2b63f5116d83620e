package dev.steergraph.ingest.load;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.Share;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run for {@code neo4j-admin}, written by one process or by several, each of which writes a share of every table's rows. */
public final class AdminTables {

    private final Path folder;
    private final LoadInput input;
    private final Path edges;
    private final Optional<MeasuredEffects> effects;

    AdminTables(Path folder, LoadInput input, Path edges, Optional<MeasuredEffects> effects) {
        this.folder = folder;
        this.input = input;
        this.edges = edges;
        this.effects = effects;
    }

    /** Writes everything. @return the files, {@code import.sh} last */
    public List<Path> write() throws IOException {
        return script(AdminFiles.whole(folder));
    }

    /** Writes a share of the rows, unless it is there. */
    public void part(Share share) throws IOException {
        if (!AdminShare.isDone(folder, share, identity())) {
            AdminFiles files = AdminFiles.part(folder, share);
            tables(files).write();
            new AdminShare(identity(), files.written()).write(folder, share);
        }
    }

    /**
     * Writes what is beside the rows.
     *
     * @return all files, {@code import.sh} last
     * @throws UserError if a share is missing, damaged, or of a run that has changed since
     */
    public List<Path> merge() throws IOException {
        return script(AdminFiles.joined(folder, AdminShare.complete(folder, identity())));
    }

    private AdminImport tables(AdminFiles files) {
        return new AdminImport(files, input, edges, effects);
    }

    private List<Path> script(AdminFiles files) throws IOException {
        AdminImport tables = tables(files);
        tables.write();
        List<Path> all = new ArrayList<>(files.all());
        all.add(tables.writeScript(folder));
        return all;
    }

    /** Of everything that rows are made of. */
    private String identity() {
        return Sha256.of((input.fingerprint() + " "
                        + effects.map(MeasuredEffects::fingerprint).orElse(""))
                .getBytes(StandardCharsets.UTF_8));
    }
}
