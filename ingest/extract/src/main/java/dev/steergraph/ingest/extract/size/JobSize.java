package dev.steergraph.ingest.extract.size;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stage has still to write.
 *
 * @param rows in all
 * @param bytes of a row, by what is written
 * @param done rows that are written already
 * @param written bytes that these have
 */
public record JobSize(long rows, RowBytes bytes, long done, long written) {

    /** @throws UserError if the disk of a run is surely too small for what is left, unless that is accepted */
    public void requireRoom(Path run, boolean accepted) throws IOException {
        Optional<String> fault = accepted ? Optional.empty() : fault(run, free(run));
        if (fault.isPresent()) {
            throw new UserError(fault.get()).in("accept-size");
        }
    }

    /** Bytes that are left, at the rate of the rows that are there, if there are some. */
    double left() {
        return Math.max(0, rows - done) * (done > 0 ? (double) written / done : bytes.sum());
    }

    /** Why a disk is too small, if it is. @param free bytes */
    Optional<String> fault(Path run, long free) {
        double left = left();
        if (left <= free) {
            return Optional.empty();
        }
        String rest =
                done > 0 ? "for " + Amount.count(rows - done) + " more rows" : "for " + Amount.count(rows) + " rows";
        return Optional.of(
                "Run " + run + " needs about " + Amount.bytes(left) + " " + rest + parts() + ", but its disk has "
                        + Amount.bytes(free) + " free; take fewer rows, a run folder on a larger disk"
                        + (bytes.activations() > 0 ? ", or codes alone without keeping activations" : "")
                        + ", or accept the size to begin all the same (docs/distributed.md has what a run takes).");
    }

    private String parts() {
        List<String> parts = new ArrayList<>();
        if (done == 0) {
            name(parts, "activations", bytes.activations());
            name(parts, "codes", bytes.codes());
            name(parts, "tokens", bytes.tokens());
        }
        return parts.size() < 2 ? "" : " (" + String.join(", ", parts) + ")";
    }

    private void name(List<String> parts, String what, double each) {
        if (each > 0) {
            parts.add(what + " " + Amount.bytes(each * rows));
        }
    }

    /** Bytes that can be written to the disk of a folder, which need not be there yet. */
    static long free(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }
}
