package dev.steergraph.ingest.extract;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;

/**
 * A part of the stage encode: a function of the set and the part's rows, of no other part. Whoever computes
 * it, here or elsewhere, writes the same file.
 *
 * @param codes of the part's rows
 * @param document int[rows], of the part's rows
 */
record EncodePart(Codes codes, int[] document) {

    /** @param rows of the part @param document int[rows] */
    static EncodePart of(CodeSet set, SaeEncoder encoder, ActivationRows rows, int[] document) throws IOException {
        SaeEncoder.Codes made = set.finite(encoder.encode(rows, 0, document.length));
        return new EncodePart(
                new Codes(set.hook(), set.sae().dSae(), document.length, made.indptr(), made.features(), made.values()),
                document);
    }

    /** Writes the file of the part. */
    Part write(RunDirectory run, CodeSet set, int part) throws IOException {
        String path = PartPaths.codes(set.id(), part);
        return Part.of(path, CodesFile.write(run.root().resolve(path), codes, document));
    }
}
