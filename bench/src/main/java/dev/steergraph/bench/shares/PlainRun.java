package dev.steergraph.bench.shares;

import dev.steergraph.bench.harness.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that has codes and no more.
 *
 * @param root its directory
 * @param ledger what its run.json held
 */
record PlainRun(Path root, byte[] ledger) {

    static PlainRun of(Path root) throws IOException {
        return new PlainRun(root, Files.readAllBytes(root.resolve("run.json")));
    }

    /** Takes away what correlate has written. */
    void restore() throws IOException {
        Workbench.delete(root.resolve("correlations"));
        Workbench.delete(root.resolve("receipts"));
        Files.write(root.resolve("run.json"), ledger);
    }
}
